// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidTypeIdException;

/** Reads the lines of a journal one by one, bounded in length, and keeps account of what is wrong. */
final class JournalReader {

    private static final int LONGEST_LINE = 1 << 20;
    private static final int MOST_DAMAGES = 1_000;
    private static final Pattern NUMBER = Pattern.compile("\\{\"n\":(\\d{1,18}),");

    private final InputStream in;
    private final JournalJson json = new JournalJson();
    private final List<JournalRecord> records = new ArrayList<>();
    private final List<String> damages = new ArrayList<>();
    private long next;
    private boolean torn;

    JournalReader(InputStream in) {
        this.in = in;
    }

    Journal readAll() throws IOException {
        return read(Long.MAX_VALUE);
    }

    Journal read(long mostRecords) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long lineNumber = 1;
        int value;
        while (records.size() < mostRecords && (value = in.read()) >= 0) {
            if (value == '\n') {
                accept(lineNumber++, line.toByteArray(), line.size());
                line.reset();
            } else if (line.size() <= LONGEST_LINE) {
                line.write(value);
            }
        }
        if (line.size() > 0) {
            torn = true;
            damage("line " + lineNumber + " is incomplete and ignored; the journal ends there");
        }
        return new Journal(records, damages, torn, next);
    }

    private void accept(long lineNumber, byte[] line, int length) {
        if (length > LONGEST_LINE) {
            damage("line " + lineNumber + " is longer than " + LONGEST_LINE + " bytes and skipped");
            next++;
        } else if (!JournalLine.isIntact(line, length)) {
            damage("line " + lineNumber + " is damaged (its checksum does not fit) and skipped");
            next++;
        } else {
            number(lineNumber, line, length);
            parse(lineNumber, line, length);
        }
    }

    private void number(long lineNumber, byte[] line, int length) {
        String head = new String(line, 0, Math.min(length, 32), StandardCharsets.UTF_8);
        Matcher matcher = NUMBER.matcher(head);
        if (!matcher.lookingAt()) {
            damage("line " + lineNumber + " has no number n");
            return;
        }
        long number = Long.parseLong(matcher.group(1));
        if (number != next) {
            damage("line " + lineNumber + " has n " + number + " where " + next + " is due");
        }
        next = number + 1;
    }

    private void parse(long lineNumber, byte[] line, int length) {
        try {
            records.add(json.read(line, 0, length));
        } catch (InvalidTypeIdException e) {
            damage("line " + lineNumber + " is of type [" + e.getTypeId()
                    + "], which this version does not know, and is skipped");
        } catch (JacksonException e) {
            damage("line " + lineNumber + " cannot be understood and is skipped: " + e.getOriginalMessage());
        }
    }

    private void damage(String text) {
        if (damages.size() < MOST_DAMAGES) {
            damages.add(text);
        } else if (damages.size() == MOST_DAMAGES) {
            damages.add("further damage is not listed");
        }
    }
}
