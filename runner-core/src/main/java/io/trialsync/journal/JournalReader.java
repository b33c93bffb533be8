// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidTypeIdException;

/** Reads the lines of a journal one by one, bounded in length, and keeps account of what is wrong. */
final class JournalReader {

    private static final int MOST_DAMAGES = 1_000;
    private static final int LONGEST_SHOWN = 200;
    private static final Pattern NUMBER = Pattern.compile("\\{\"n\":(\\d{1,18}),");

    private final JournalLines lines;
    private final JournalJson json;
    private final List<JournalRecord> records = new ArrayList<>();
    private final List<String> damages = new ArrayList<>();
    /** The number that the next line should have if the lines without a readable number had none. */
    private long next;
    /** Lines since the last readable number of which nobody knows which number they had. */
    private long unnumbered;

    JournalReader(InputStream in) {
        this(in, new JournalJson());
    }

    /** Making the reader of JSON takes longer than reading a short journal. */
    JournalReader(InputStream in, JournalJson json) {
        this.json = json;
        this.lines = new JournalLines(in);
    }

    Journal readAll() throws IOException {
        return read(Long.MAX_VALUE);
    }

    Journal read(long mostRecords) throws IOException {
        boolean torn = false;
        while (!torn && records.size() < mostRecords && lines.next()) {
            torn = lines.torn();
            accept();
        }
        return new Journal(records, damages, torn, next + unnumbered);
    }

    private void accept() {
        if (lines.torn()) {
            damage("is incomplete and ignored; the journal ends there");
        } else if (lines.overlong()) {
            damage("is longer than " + JournalLines.LONGEST_BYTES + " bytes and skipped");
            unnumbered++;
        } else if (!JournalLine.isIntact(lines.bytes(), lines.length())) {
            damage("is damaged (its checksum does not fit) and skipped");
            unnumbered++;
        } else {
            number();
            parse();
        }
    }

    private void number() {
        String head = new String(lines.bytes(), 0, Math.min(lines.length(), 32), StandardCharsets.UTF_8);
        Matcher matcher = NUMBER.matcher(head);
        if (!matcher.lookingAt()) {
            damage("has no number n");
            return;
        }
        long number = Long.parseLong(matcher.group(1));
        if (number < next || number > next + unnumbered) {
            damage("has n " + number + " where " + (next + unnumbered) + " is due" + lost(next, number - 1));
        }
        next = number + 1;
        unnumbered = 0;
    }

    private static String lost(long first, long last) {
        if (last < first) {
            return "";
        }
        return first == last ? "; n " + first + " is lost" : "; n " + first + " to " + last + " are lost";
    }

    private void parse() {
        try {
            records.add(json.read(lines.bytes(), lines.length()));
        } catch (InvalidTypeIdException e) {
            damage("is of type [" + shown(e.getTypeId()) + "], which this version does not know, and is skipped");
        } catch (JacksonException e) {
            damage("cannot be understood and is skipped: " + shown(e.getOriginalMessage()));
        }
    }

    /** What a file says may be long, and may hold what moves the cursor of a terminal. */
    private static String shown(@Nullable String text) {
        String line = String.valueOf(text)
                .replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+", " ")
                .strip();
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "…";
    }

    private void damage(String text) {
        if (damages.size() < MOST_DAMAGES) {
            damages.add("line " + lines.number() + " " + text);
        } else if (damages.size() == MOST_DAMAGES) {
            damages.add("further damage is not listed");
        }
    }
}
