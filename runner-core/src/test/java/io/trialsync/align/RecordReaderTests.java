// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordReaderTests {

    @TempDir
    Path folder;

    private record Line(long number, List<String> cells) {}

    @Test
    void agreesWithFastCsvOnRandomText() throws IOException {
        for (long seed = 1; seed <= 3_000; seed++) {
            Random random = new Random(seed);
            String text = randomText(random, random.nextInt(40));
            Path file = write(text.getBytes(StandardCharsets.UTF_8));
            List<Line> expected = readByFastCsv(file);
            if (expected.isEmpty() && !text.isEmpty()) {
                assertThatThrownBy(() -> readOurselves(file))
                        .as("seed %d: %s", seed, Cells.oneLine(text))
                        .isInstanceOf(AlignmentException.class);
            } else {
                assertThat(readOurselves(file))
                        .as("seed %d: %s", seed, Cells.oneLine(text))
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void givesBackEveryByteOfTablesLargerThanItsBuffer() throws IOException {
        for (long seed = 1; seed <= 4; seed++) {
            Random random = new Random(seed);
            byte[] bytes = (random.nextBoolean() ? "\uFEFF" : "")
                    .concat(largeTable(random))
                    .getBytes(StandardCharsets.UTF_8);
            Path file = write(bytes);
            ByteArrayOutputStream copy = new ByteArrayOutputStream();
            List<Line> lines = new ArrayList<>();
            try (RecordReader records = RecordReader.open(file)) {
                records.copyByteOrderMark(copy);
                while (records.next()) {
                    lines.add(new Line(records.line(), records.texts()));
                    records.copyRecord(copy);
                    records.copyLineEnd(copy);
                }
                assertThat(records.bytesDone()).isEqualTo(bytes.length);
            }
            assertThat(Arrays.equals(copy.toByteArray(), bytes))
                    .as("bytes, seed %d", seed)
                    .isTrue();
            assertThat(lines.equals(readByFastCsv(file)))
                    .as("cells, seed %d", seed)
                    .isTrue();
        }
    }

    @Test
    void refusesRecordsLongerThanOneMebibyte() throws IOException {
        Path file = write(("a,b\n1,\"" + "x".repeat(RecordReader.MAX_RECORD_BYTES)).getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> readOurselves(file))
                .isInstanceOf(AlignmentException.class)
                .hasMessage(file + ", line 2: the record is longer than 1048576 bytes; is a quote never closed?");
    }

    @Test
    void saysThatTextInUtf16IsNotTaken() throws IOException {
        Path file = write("a,b\n1,2\n".getBytes(StandardCharsets.UTF_16));
        assertThatThrownBy(() -> readOurselves(file)).hasMessage(file + ": is text in UTF-16; save it as UTF-8");
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("table.csv"), bytes);
    }

    private static List<Line> readOurselves(Path file) throws IOException {
        List<Line> lines = new ArrayList<>();
        try (RecordReader records = RecordReader.open(file)) {
            while (records.next()) {
                lines.add(new Line(records.line(), records.texts()));
            }
        }
        return lines;
    }

    /** What FastCSV reads, nothing if it refuses. */
    private static List<Line> readByFastCsv(Path file) throws IOException {
        List<Line> lines = new ArrayList<>();
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .detectBomHeader(true)
                .skipEmptyLines(false)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(file)) {
            records.forEach(record -> lines.add(new Line(record.getStartingLineNumber(), record.getFields())));
            return lines;
        } catch (CsvParseException e) {
            return List.of();
        }
    }

    private static String randomText(Random random, int length) {
        String alphabet = "a1 ,,\"\"\n\r\u00e9\u4e16";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static String largeTable(Random random) {
        String[] lineEnds = {"\n", "\r\n", "\r"};
        StringBuilder table = new StringBuilder();
        while (table.length() < 5 * RecordReader.MAX_RECORD_BYTES / 2) {
            int cells = 1 + random.nextInt(12);
            for (int i = 0; i < cells; i++) {
                table.append(i == 0 ? "" : ",").append(cell(random));
            }
            table.append(lineEnds[random.nextInt(lineEnds.length)]);
        }
        return table.append("last,row").toString();
    }

    private static String cell(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "x";
            case 1 -> String.valueOf(random.nextLong());
            case 2 -> "\"" + "long, ".repeat(random.nextInt(2_000)) + "\"";
            case 3 -> "\"two\r\nlines\"";
            case 4 -> "\"doubled \"\" quote\"";
            default -> "\u4e16\u754c \ud83d\ude00";
        };
    }
}
