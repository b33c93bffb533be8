// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import static io.trialsync.align.SomeModels.OFFSET;
import static io.trialsync.align.SomeModels.SECOND;
import static io.trialsync.align.SomeModels.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.clock.ClockModel;
import io.trialsync.clock.Conversion;
import io.trialsync.clock.HostTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableConverterTests {

    private static final String APPENDED = ",host time [ns],uncertainty [ns],earliest [ns],latest [ns],note";

    @TempDir
    Path folder;

    @Test
    void appendsTheHostTimeWithUncertaintyAndLimits() throws IOException {
        String out = convert(SomeModels.steady(), "stamp,x\n" + (START + SECOND) + ",1\n");
        HostTime time = hostTime(SomeModels.steady(), START + SECOND);
        assertThat(time.hostNanos()).isEqualTo(START + SECOND + OFFSET);
        assertThat(out)
                .isEqualTo("stamp,x" + APPENDED + "\n" + (START + SECOND) + ",1," + time.hostNanos() + ","
                        + time.uncertainty().totalNanos() + "," + time.limits().earliestNanos() + ","
                        + time.limits().latestNanos() + ",\n");
    }

    @Test
    void aContradictedModelGivesHostTimesWithANoteAndWithoutLimits() throws IOException {
        Path in = Files.writeString(
                folder.resolve("in.csv"), "stamp\n" + (START + SECOND) + "\n" + (START - 60 * SECOND) + "\n");
        Path out = folder.resolve("out.csv");
        ConversionSummary summary = new TableConverter(SomeModels.steady(), "stamp", ConversionProgress.NONE)
                .contradicted()
                .convert(in, out);

        assertThat(out)
                .hasContent("stamp" + APPENDED + "\n"
                        + (START + SECOND) + "," + (START + SECOND + OFFSET) + ",,,,sensor clock contradicted\n"
                        + (START - 60 * SECOND) + "," + (START - 60 * SECOND + OFFSET)
                        + ",,,,sensor clock contradicted\n");
        assertThat(summary.extrapolated()).isEqualTo(1);
        assertThat(summary.largestUncertaintyNanos()).isZero();
    }

    @Test
    void keepsEveryOtherByteOfRandomTables() throws IOException {
        ClockModel model = SomeModels.steady();
        for (long seed = 1; seed <= 50; seed++) {
            Random random = new Random(seed);
            ByteArrayOutputStream table = new ByteArrayOutputStream();
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            randomTable(random, model, table, expected);
            Path in = Files.write(folder.resolve("in.csv"), table.toByteArray());
            Path out = folder.resolve("out.csv");
            new TableConverter(model, "stamp, quoted", ConversionProgress.NONE).convert(in, out);
            assertThat(new String(Files.readAllBytes(out), StandardCharsets.ISO_8859_1))
                    .as("seed %d", seed)
                    .isEqualTo(expected.toString(StandardCharsets.ISO_8859_1));
        }
    }

    private static void randomTable(
            Random random, ClockModel model, ByteArrayOutputStream table, ByteArrayOutputStream expected) {
        String mark = random.nextBoolean() ? "\uFEFF" : "";
        String end = List.of("\n", "\r\n", "\r").get(random.nextInt(3));
        both(table, expected, mark + "id,\"stamp, quoted\",\"a \"\"b\"\"\"", APPENDED, end);
        int rows = random.nextInt(60);
        for (int i = 0; i < rows; i++) {
            long device = START + (long) (random.nextDouble() * 9 * SECOND);
            HostTime time = hostTime(model, device);
            String stamp = List.of("%d", "\"%d\"", " %d ", "+%d", "00%d").get(random.nextInt(5));
            String text =
                    List.of("", "\u00e9", "\"two\r\nlines, \"\"x\"\"\"", "a b").get(random.nextInt(4));
            String appended = "," + time.hostNanos() + "," + time.uncertainty().totalNanos() + ","
                    + time.limits().earliestNanos() + "," + time.limits().latestNanos() + ",";
            String lineEnd = i == rows - 1 && random.nextBoolean() ? "" : end;
            both(table, expected, i + "," + stamp.formatted(device) + "," + text, appended, lineEnd);
        }
        both(table, expected, random.nextInt(4) == 0 && rows == 0 ? end + end : "", "", "");
    }

    private static void both(
            ByteArrayOutputStream table, ByteArrayOutputStream expected, String row, String appended, String lineEnd) {
        table.writeBytes((row + lineEnd).getBytes(StandardCharsets.UTF_8));
        expected.writeBytes((row + appended + lineEnd).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void keepsEmptyLinesAtTheEnd() throws IOException {
        String out = convert(SomeModels.steady(), "stamp\r\n\"" + START + "\"\r\n\r\n\n");
        assertThat(out)
                .startsWith("stamp" + APPENDED + "\r\n\"" + START + "\",")
                .endsWith(",\r\n\r\n\n");
    }

    @Test
    void keepsBytesThatAreNoUtf8() throws IOException {
        byte[] table = ("stamp,x\n" + START + ",\u00e9\n").getBytes(StandardCharsets.ISO_8859_1);
        Path in = Files.write(folder.resolve("in.csv"), table);
        Path out = folder.resolve("out.csv");
        new TableConverter(SomeModels.steady(), "stamp", ConversionProgress.NONE).convert(in, out);
        assertThat(Files.readString(out, StandardCharsets.ISO_8859_1)).contains("\n" + START + ",\u00e9,");
    }

    @Test
    void convertsATableWithoutRows() throws IOException {
        assertThat(convert(SomeModels.steady(), "stamp")).isEqualTo("stamp" + APPENDED);
    }

    @Test
    void notesRowsOutsideTheExchanges() throws IOException {
        String out = convert(SomeModels.steady(), rows(START - SECOND, START, START + 3600 * SECOND));
        assertThat(notes(out)).containsExactly("extrapolated", "", "extrapolated");
        assertThat(summary.rows()).isEqualTo(3);
        assertThat(summary.extrapolated()).isEqualTo(2);
        assertThat(summary.largestUncertaintyNanos())
                .isGreaterThan(2 * SECOND)
                .isGreaterThan(summary.meanUncertaintyNanos());
    }

    @Test
    void convertsStampsAsFarFromZeroAsAClockModelAccepts() throws IOException {
        String out = convert(SomeModels.steady(), rows(-4_600_000_000_000_000_000L, 4_600_000_000_000_000_000L));
        assertThat(notes(out)).containsExactly("extrapolated", "extrapolated");
    }

    @Test
    void leavesTheCellsEmptyOfTimesThatNeverExisted() throws IOException {
        String out = convert(SomeModels.stepping(60 * SECOND), rows(START, START + 40 * SECOND, START + 75 * SECOND));
        assertThat(notes(out)).containsExactly("", "never existed", "");
        assertThat(out).contains("\n" + (START + 40 * SECOND) + ",,,,,never existed\n");
        assertThat(summary.neverExisted()).isEqualTo(1);
        assertThat(summary.converted()).isEqualTo(2);
    }

    @Test
    void settlesTimesShownTwiceByTheOrderOfTheRows() throws IOException {
        ClockModel model = SomeModels.stepping(-8 * SECOND);
        long[] stamps = {START + 5 * SECOND, START + 9 * SECOND, START + 3 * SECOND, START + 9 * SECOND};
        String out = convert(model, rows(stamps));
        assertThat(notes(out)).containsExactly("", "", "", "");
        assertThat(column(out, 1))
                .containsExactly(
                        stamps[0] + OFFSET,
                        stamps[1] + OFFSET,
                        stamps[2] + OFFSET + 8 * SECOND,
                        stamps[3] + OFFSET + 8 * SECOND);
    }

    @Test
    void marksAsAmbiguousWhatTheOrderDoesNotSettle() throws IOException {
        String out = convert(SomeModels.stepping(-8 * SECOND), rows(START + 5 * SECOND));
        assertThat(out).contains("\n" + (START + 5 * SECOND) + ",,,,,ambiguous\n");
        assertThat(summary.ambiguous()).isEqualTo(1);
    }

    @Test
    void leavesTimesShownTwiceAmbiguousInATableWhoseRowsNeedNotBeInOrder() throws IOException {
        Path table = Files.writeString(
                folder.resolve("events.csv"), rows(START + 5 * SECOND, START + 9 * SECOND, START + 3 * SECOND));
        Path output = folder.resolve("events-host.csv");
        ConversionSummary summaryOfEvents = new TableConverter(
                        SomeModels.stepping(-8 * SECOND), "stamp", ConversionProgress.NONE)
                .inAnyOrder()
                .convert(table, output);
        assertThat(summaryOfEvents.ambiguous()).isEqualTo(3);
    }

    @Test
    void tellsHowFarItHasComeInEachPass() throws IOException {
        List<String> heard = new ArrayList<>();
        Path in = Files.writeString(
                folder.resolve("in.csv"), "stamp,x\n" + (START + "," + "x".repeat(999) + "\n").repeat(3_000));
        long bytes = Files.size(in);
        new TableConverter(SomeModels.stepping(SECOND), "stamp", (pass, passes, done, total) -> {
                    assertThat(done).isPositive().isLessThanOrEqualTo(total);
                    assertThat(total).isEqualTo(bytes);
                    heard.add(pass + " of " + passes);
                })
                .convert(in, folder.resolve("out.csv"));
        assertThat(heard).containsExactly("1 of 2", "1 of 2", "2 of 2", "2 of 2");
    }

    private ConversionSummary summary = new ConversionSummary(0, 0, 0, 0, 0, 0);

    private String convert(ClockModel model, String table) throws IOException {
        Path in = Files.writeString(folder.resolve("in.csv"), table);
        Path out = folder.resolve("out.csv");
        summary = new TableConverter(model, "stamp", ConversionProgress.NONE).convert(in, out);
        return Files.readString(out);
    }

    private static String rows(long... stamps) {
        StringBuilder table = new StringBuilder("stamp\n");
        for (long stamp : stamps) {
            table.append(stamp).append('\n');
        }
        return table.toString();
    }

    private static List<String> notes(String out) {
        return out.lines()
                .skip(1)
                .map(line -> line.substring(line.lastIndexOf(',') + 1))
                .toList();
    }

    private static List<Long> column(String out, int index) {
        return out.lines()
                .skip(1)
                .map(line -> Long.valueOf(line.split(",", -1)[index]))
                .toList();
    }

    private static HostTime hostTime(ClockModel model, long deviceNanos) {
        return ((Conversion.Converted) model.toHost(deviceNanos)).hostTime();
    }
}
