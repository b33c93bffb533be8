// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What became of the lines of a journal that was copied with changes.
 *
 * @param lines how many were copied
 * @param leftOut how many were not, since they are torn, damaged or of a type that this version does not know
 */
public record JournalCopy(long lines, long leftOut) {

    /**
     * Copy a journal line by line. Each line keeps its number, so that the copy shows the same losses, and gets a new checksum. A line
     * that cannot be read is left out, since nobody knows what it says.
     *
     * @param from the journal, which is only read
     * @param to the new file
     * @param edit changes the object of a line, without its number and checksum, and gives it back
     * @return what became of the lines
     * @throws IOException if a file cannot be read or written
     */
    public static JournalCopy write(Path from, Path to, UnaryOperator<ObjectNode> edit) throws IOException {
        JournalJson records = new JournalJson();
        JsonMapper trees = JsonMapper.builder().build();
        long copied = 0;
        long leftOut = 0;
        try (InputStream in = Files.newInputStream(from);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(to))) {
            JournalLines lines = new JournalLines(in);
            while (lines.next()) {
                ObjectNode line = isWhole(lines) ? known(lines, records, trees) : null;
                if (line == null) {
                    leftOut++;
                } else {
                    long number = line.remove("n").longValue();
                    line.remove("crc");
                    out.write(JournalLine.frame(number, trees.writeValueAsBytes(edit.apply(line))));
                    copied++;
                }
            }
        }
        return new JournalCopy(copied, leftOut);
    }

    private static boolean isWhole(JournalLines lines) {
        return !lines.torn() && !lines.overlong() && JournalLine.isIntact(lines.bytes(), lines.length());
    }

    private static @Nullable ObjectNode known(JournalLines lines, JournalJson records, JsonMapper trees) {
        try {
            records.read(lines.bytes(), lines.length());
            JsonNode tree = trees.readTree(lines.bytes(), 0, lines.length());
            return tree instanceof ObjectNode object && object.path("n").isIntegralNumber() ? object : null;
        } catch (JacksonException e) {
            return null;
        }
    }
}
