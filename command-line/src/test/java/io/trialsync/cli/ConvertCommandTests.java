// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertCommandTests {

    private static final long SECOND = 1_000_000_000L;
    private static final long RECORDING_BEGIN = 1_685_088_812_484_000_000L;
    private static final String HEADER = "host_send_ns,device_ns,host_receive_ns\n";

    @TempDir
    Path folder;

    private Path exchanges = Path.of("");
    private Path table = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void writeFiles() throws IOException {
        exchanges = Files.writeString(folder.resolve("exchanges.csv"), steady(RECORDING_BEGIN, 20, 840_000_000));
        table = Files.writeString(folder.resolve("table.csv"), "stamp,x\n" + (RECORDING_BEGIN + SECOND) + ",1\n");
        out = folder.resolve("out.csv");
    }

    /** One exchange a second, of 10 ms round trip, with a clock that is behind by an offset. */
    private static String steady(long fromDevice, int count, long offset) {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int i = 0; i < count; i++) {
            long device = fromDevice + i * SECOND;
            long host = device + offset;
            rows.append(host - 5_000_000)
                    .append(',')
                    .append(device)
                    .append(',')
                    .append(host + 5_000_000)
                    .append('\n');
        }
        return rows.toString();
    }

    @Test
    void aCounterThatTurnedOverIsCountedOnInBothTables() throws IOException {
        long turn = 4_294_967_296_000L;
        long start = 1_790_000_000L * SECOND;
        StringBuilder rows = new StringBuilder(HEADER);
        StringBuilder gaze = new StringBuilder("t\n");
        for (int second = 0; second <= 3 * 3600; second += 2) {
            long host = start + second * SECOND;
            long device = (1_000 + second) * SECOND % turn;
            rows.append(host - 2_000_000)
                    .append(",")
                    .append(device)
                    .append(",")
                    .append(host + 2_000_000)
                    .append("\n");
            gaze.append(device).append('\n');
        }
        exchanges = Files.writeString(folder.resolve("counter.csv"), rows);
        table = Files.writeString(folder.resolve("gaze.csv"), gaze);
        ProgramRun run = ProgramRun.of(
                "convert", "--exchanges", exchanges, "--resolution", "1us", "--column", "t", table, "--output", out);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("5401 rows of ");
        assertThat(run.err())
                .contains("32-bit count of microseconds that turned over 2 times")
                .hasLineCount(1);
        List<String> converted = Files.readAllLines(out);
        for (int i = 1; i < converted.size(); i++) {
            long host = Long.parseLong(converted.get(i).split(",", -1)[1]);
            long truth = start + 2L * (i - 1) * SECOND;
            assertThat(host).as(converted.get(i)).isBetween(truth - 10_000, truth + 10_000);
        }
    }

    @Test
    void convertsARealGazeTableAndKeepsEveryOtherByte() throws IOException {
        byte[] gaze = resource("invisible-cloud-export/gaze.csv");
        table = Files.write(folder.resolve("gaze.csv"), gaze);
        ProgramRun run = ProgramRun.of(
                "convert", "--exchanges", exchanges, "--column", "timestamp [ns]", table, "--output", out);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("3385 rows of " + table + " converted: " + out)
                .contains("largest uncertainty ", "clock wall, estimator trialsync, 20 exchanges of " + exchanges)
                .hasLineCount(2);
        assertThat(withoutAppended(Files.readString(out))).isEqualTo(new String(gaze, StandardCharsets.UTF_8));
        List<String> rows = Files.readAllLines(out);
        assertThat(rows).hasSize(1 + 3385);
        assertThat(rows.get(0)).endsWith(",host time [ns],uncertainty [ns],earliest [ns],latest [ns],note");
        for (String row : rows.subList(1, rows.size())) {
            List<String> cells = List.of(row.split(",", -1));
            long device = Long.parseLong(cells.get(2));
            long host = Long.parseLong(cells.get(10));
            assertThat(host).isEqualTo(device + 840_000_000);
            assertThat(Long.parseLong(cells.get(11))).isBetween(5_000_000L, 7_000_000L);
            assertThat(host).isBetween(Long.parseLong(cells.get(12)), Long.parseLong(cells.get(13)));
            assertThat(cells.get(14)).isEmpty();
        }
    }

    private static String withoutAppended(String out) {
        return out.replaceAll("(?m)(,[^,\n]*){5}$", "");
    }

    @Test
    void theLimitsOfAStampThatMayHaveBeenCutDownCoverWhatTheResolutionHides() throws IOException {
        long stamp = RECORDING_BEGIN + SECOND;
        Files.writeString(table, "stamp\n" + stamp + "\n" + (stamp + 1) + "\n");

        assertThat(convert("--resolution", "1ms").exitCode()).isZero();
        List<String> rows = Files.readAllLines(out);
        long cutDown = Long.parseLong(rows.get(1).split(",", -1)[4]);
        long exact = Long.parseLong(rows.get(2).split(",", -1)[4]);
        assertThat(cutDown - exact).isBetween(1_000_000L - 1_000, 1_000_000L + 10_000);
    }

    @Test
    void warnsOnceOfRowsOutsideTheExchanges() throws IOException {
        Files.writeString(table, "stamp\n" + (RECORDING_BEGIN - SECOND) + "\n" + RECORDING_BEGIN + "\n");
        ProgramRun run = convert();
        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .isEqualToIgnoringNewLines("trialsync: warning: 1 of 2 rows lie outside the exchanges and were"
                        + " extrapolated, with growing limits");
        assertThat(Files.readString(out)).contains(",extrapolated\n");
    }

    @Test
    void wallClockTimesStepWithTheClockAndSensorClockTimesDoNot() throws IOException {
        String before = steady(RECORDING_BEGIN, 20, 840_000_000);
        String after = steady(RECORDING_BEGIN + 80 * SECOND, 20, 840_000_000 - 60 * SECOND);
        Files.writeString(exchanges, before + after.substring(HEADER.length()));
        long shownTwentySecondsIn = RECORDING_BEGIN + 85 * SECOND;
        Files.writeString(table, "stamp\n" + shownTwentySecondsIn + "\n");

        assertThat(convert("--clock", "wall").exitCode()).isZero();
        assertThat(hostTimes()).containsExactly(shownTwentySecondsIn + 840_000_000 - 60 * SECOND);

        Files.writeString(table, "stamp\n" + (RECORDING_BEGIN + 25 * SECOND) + "\n");
        ProgramRun sensor = convert("--clock", "sensor");
        assertThat(sensor.out()).contains("clock sensor");
        assertThat(hostTimes()).containsExactly(RECORDING_BEGIN + 25 * SECOND + 840_000_000);
    }

    private List<Long> hostTimes() throws IOException {
        return Files.readAllLines(out).stream()
                .skip(1)
                .map(row -> Long.valueOf(row.split(",", -1)[1]))
                .toList();
    }

    @Test
    void reportsRowsThatCannotBeConverted() throws IOException {
        String after = steady(RECORDING_BEGIN + 80 * SECOND, 20, 840_000_000 - 60 * SECOND);
        Files.writeString(exchanges, steady(RECORDING_BEGIN, 20, 840_000_000) + after.substring(HEADER.length()));
        Files.writeString(table, "stamp\n" + RECORDING_BEGIN + "\n" + (RECORDING_BEGIN + 50 * SECOND) + "\n");
        ProgramRun run = convert();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("1 of 2 rows of " + table + " converted");
        assertThat(run.err()).contains("1 of 2 rows were not converted: the clock jumped over their time");
    }

    @Test
    void theResolutionWidensTheUncertainty() {
        assertThat(convert().out()).contains("largest uncertainty 5.");
        assertThat(convert("--resolution", "20ms").out()).contains("largest uncertainty 15.");
    }

    @Test
    void theEstimatorCanBeChosen() {
        assertThat(convert("--estimator", "median-offset").out()).contains("estimator median-offset");
    }

    @Test
    void refusesWrongArgumentsWithTwo() {
        assertUsage(convert("--resolution", "-1ms"), "[-1ms] is not within 0ns to 60s");
        assertUsage(convert("--resolution", "5"), "[5] is not a duration; write an integer and ns, us, ms or s");
        assertUsage(convert("--clock", "moon"), "[moon] is not a clock; choose wall or sensor");
        assertUsage(
                convert("--estimator", "guess"), "[guess] is not an estimator; choose one of trialsync, lowest-rtt");
        assertUsage(convert("--session", folder), "mutually exclusive");
        assertUsage(
                ProgramRun.of(
                        "convert", "--session", folder, "--resolution", "1ms", "--column", "a", table, "--output", out),
                "--resolution goes with --exchanges");
        assertUsage(ProgramRun.of("convert", "--column", "a", table, "--output", out), "--exchanges");
        assertUsage(ProgramRun.of("convert", "--exchanges", exchanges, table, "--output", out), "--column");
    }

    private static void assertUsage(ProgramRun run, String message) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("trialsync: ")
                .contains(message)
                .contains("Try 'trialsync convert --help'.")
                .hasLineCount(2);
    }

    @Test
    void namesAMissingColumnWithThoseThereAre() {
        assertFails(
                ProgramRun.of("convert", "--exchanges", exchanges, "--column", "time", table, "--output", out),
                table + ", line 1: there is no column [time]; the columns are: stamp, x");
    }

    @Test
    void namesTheLineOfAnEmptyOrNonNumericCell() throws IOException {
        Files.writeString(table, "stamp,x\n1,2\n,2\n");
        assertFails(
                convert(),
                table + ", line 3: column [stamp]: the cell is empty; nanoseconds as a whole number are needed");
        Files.writeString(table, "stamp,x\n1.7e18,2\n");
        assertFails(
                convert(),
                table + ", line 2: column [stamp]: [1.7e18] is not a whole number;"
                        + " nanoseconds as a whole number are needed");
    }

    @Test
    void namesAnExchangeReceivedBeforeItWasSent() throws IOException {
        Files.writeString(exchanges, HEADER + "100,5,120\n220,105,200\n");
        assertFails(
                convert(),
                exchanges + ", line 3: host_receive_ns [200] is before host_send_ns [220];"
                        + " an exchange is received after it was sent");
    }

    @Test
    void needsTwoExchanges() throws IOException {
        Files.writeString(exchanges, HEADER + "100,5,120\n");
        assertFails(convert(), exchanges + ": exchanges: 1; at least two are needed");
    }

    @Test
    void namesWhatIsNoSessionFolder() {
        assertFails(
                ProgramRun.of("convert", "--session", folder, "--column", "stamp", table, "--output", out),
                folder + ": is not a session folder: there is no journal.jsonl in it or below it");
        Path missing = folder.resolve("missing");
        assertFails(
                ProgramRun.of("convert", "--session", missing, "--column", "stamp", table, "--output", out),
                missing + ": is not a session folder: no such folder");
    }

    @Test
    void namesAnOutputThatCannotBeWritten() {
        Path missing = folder.resolve("missing");
        out = missing.resolve("out.csv");
        assertFails(convert(), out + ": cannot be written: the folder " + missing + " does not exist");
        out = table.resolve("out.csv");
        assertFails(convert(), out + ": cannot be written: " + table + " is not a folder");
        out = folder;
        assertFails(convert(), out + ": is not a regular file; the name of a file to write is needed");
    }

    @Test
    void replacesNeitherTheTableNorTheExchanges() throws IOException {
        out = table;
        assertFails(convert(), table + ": is the table itself; choose another name for the output");
        out = exchanges;
        assertFails(convert(), exchanges + ": is what the clock is estimated from; choose another name for the output");
        assertThat(exchanges).content().startsWith(HEADER);
        assertThat(table).content().startsWith("stamp,x\n");
    }

    @Test
    void replacesAnOlderOutputOnlyWhenTheNewOneIsComplete() throws IOException {
        Files.writeString(out, "older");
        String good = Files.readString(table);
        Files.writeString(table, good + "bad,1\n");
        assertThat(convert().exitCode()).isEqualTo(1);
        assertThat(out).hasContent("older");
        Files.writeString(table, good);
        assertThat(convert().exitCode()).isZero();
        assertThat(out).content().startsWith("stamp,x,host time [ns]");
    }

    private ProgramRun convert(Object... more) {
        List<Object> args = new ArrayList<>(
                List.of("convert", "--exchanges", exchanges, "--column", "stamp", table, "--output", out));
        args.addAll(List.of(more));
        return ProgramRun.of(args.toArray());
    }

    private void assertFails(ProgramRun run, String message) {
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualToIgnoringNewLines("trialsync: " + message).hasLineCount(1);
        try (var files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString).toList())
                    .containsExactlyInAnyOrder("exchanges.csv", "table.csv");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                ConvertCommandTests.class.getClassLoader().getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }
}
