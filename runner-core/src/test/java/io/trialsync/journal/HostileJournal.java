// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Collectors;

/** Journals whose lines say anything and have a checksum that fits. */
public final class HostileJournal {

    private HostileJournal() {}

    /**
     * {@return the records as JSON objects, one a line, without number and checksum}
     *
     * @param records the records
     */
    public static String objects(List<JournalRecord> records) {
        JournalJson json = new JournalJson();
        return records.stream()
                .map(record -> new String(json.write(record), UTF_8))
                .collect(Collectors.joining("\n"));
    }

    /**
     * {@return a journal of such lines}
     *
     * @param objects the lines
     */
    public static byte[] framed(String objects) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int number = 0;
        for (String line : objects.lines().filter(text -> text.length() > 1).toList()) {
            out.writeBytes(JournalLine.frame(number++, line.getBytes(UTF_8)));
        }
        return out.toByteArray();
    }
}
