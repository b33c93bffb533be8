// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredOptionsTests {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_685_088_812_484_000_000L;
    private static final long OFFSET = 840_000_000L;
    private static final String TOGETHER = "--link-asymmetry and --link-asymmetry-uncertainty go together; ";

    @TempDir
    Path folder;

    private Path exchanges = Path.of("");
    private Path table = Path.of("");
    private Path out = Path.of("");

    /** Exchanges of 10 ms round trip, ten seconds apart, and a stamp halfway between two. */
    @BeforeEach
    void writeFiles() throws IOException {
        StringBuilder rows = new StringBuilder("host_send_ns,device_ns,host_receive_ns\n");
        for (int i = 0; i < 20; i++) {
            long device = START + 10L * i * SECOND;
            long host = device + OFFSET;
            rows.append(host - 5_000_000 + "," + device + "," + (host + 5_000_000) + "\n");
        }
        exchanges = Files.writeString(folder.resolve("exchanges.csv"), rows);
        table = Files.writeString(folder.resolve("table.csv"), "stamp\n" + (START + 95 * SECOND) + "\n");
        out = folder.resolve("out.csv");
    }

    /** What a row of the output says after its stamp. */
    private record Row(long host, long uncertainty, long earliest, long latest) {

        long width() {
            return latest - earliest;
        }
    }

    private Row converted(Object... options) throws IOException {
        ProgramRun run = convert(options);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return row();
    }

    private Row row() throws IOException {
        String[] cells = Files.readAllLines(out).get(1).split(",", -1);
        return new Row(
                Long.parseLong(cells[1]), Long.parseLong(cells[2]), Long.parseLong(cells[3]), Long.parseLong(cells[4]));
    }

    private ProgramRun convert(Object... options) {
        List<Object> args = new ArrayList<>(
                List.of("convert", "--exchanges", exchanges, "--column", "stamp", table, "--output", out));
        args.addAll(List.of(options));
        return ProgramRun.of(args.toArray());
    }

    @Test
    void aSmallerDriftAndAClockThatIsNeverSlewedNarrowTheLimits() throws IOException {
        Row plain = converted();
        // five seconds to either exchange, at 600 and at 50 ppm, both ways
        assertThat(plain.width()).isBetween(16_000_000L - 10, 16_000_000L + 10);
        assertThat(converted("--max-drift", "600")).isEqualTo(plain);
        assertThat(converted("--max-drift", "50").width()).isBetween(10_500_000L - 10, 10_500_000L + 10);
        assertThat(converted("--max-drift", "50ppm").width()).isBetween(10_500_000L - 10, 10_500_000L + 10);
        // 0.05 ppm a second over five seconds to either side, halved, both ways
        assertThat(converted("--no-slews").width()).isBetween(10_001_250L - 10, 10_001_250L + 10);
        assertThat(converted("--max-drift", "50", "--estimator", "lowest-rtt").width())
                .isLessThan(converted("--estimator", "lowest-rtt").width());
    }

    @Test
    void aMeasuredAsymmetryMovesHostTimesByHalfAndTakesThePlaceOfTheRoundTrip() throws IOException {
        Row plain = converted();
        Row moved = converted("--link-asymmetry", "2ms", "--link-asymmetry-uncertainty", "100us");
        Row back = converted("--link-asymmetry", "-2ms", "--link-asymmetry-uncertainty", "100us");

        assertThat(moved.host() - plain.host()).isEqualTo(1_000_000);
        assertThat(back.host() - plain.host()).isEqualTo(-1_000_000);
        assertThat(plain.uncertainty()).isGreaterThanOrEqualTo(5_000_000);
        assertThat(moved.uncertainty()).isBetween(50_000L, plain.uncertainty() - 4_000_000);
        assertThat(moved.width()).isEqualTo(plain.width());
    }

    @Test
    void anAsymmetryThatTheRoundTripsExcludeIsRefused() {
        ProgramRun run = convert("--link-asymmetry", "-12ms", "--link-asymmetry-uncertainty", "1ms");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualToIgnoringNewLines("trialsync: " + exchanges
                        + ": the link asymmetry -12.0 ms ± 1.00 ms cannot be:" + " the least round trip is 10.0 ms");
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--max-drift 0 | [0] is not a drift above 0 and up to 100000 ppm; write a number such as 100",
                "--max-drift -5 | [-5] is not a drift above 0",
                "--max-drift 100001 | [100001] is not a drift above 0",
                "--max-drift NaN | [NaN] is not a drift above 0",
                "--link-asymmetry 350us | " + TOGETHER + "--link-asymmetry-uncertainty is missing",
                "--link-asymmetry-uncertainty 50us | " + TOGETHER + "--link-asymmetry is missing",
                "--link-asymmetry 350 --link-asymmetry-uncertainty 50us | [350] is not a duration",
                "--link-asymmetry -61s --link-asymmetry-uncertainty 50us | [-61s] is not within -60s to 60s",
                "--link-asymmetry 1ms --link-asymmetry-uncertainty -1us | [-1us] is not within 0ns to 60s",
                "--no-slews --estimator median-offset | --no-slews goes with --estimator trialsync; median-offset does not",
                "--link-asymmetry 1ms --link-asymmetry-uncertainty 1us --estimator lowest-rtt | --link-asymmetry goes with"
                        + " --estimator trialsync; lowest-rtt does not use it"
            })
    void wrongDeclarationsAreOneLineAndExitCodeTwo(String options, String message) throws IOException {
        Path session = session("neon-0001");
        List<Object> align = new ArrayList<>(List.of("align", session));
        align.addAll(List.of(options.split(" ", -1)));

        for (ProgramRun run : List.of(convert((Object[]) options.split(" ", -1)), ProgramRun.of(align.toArray()))) {
            assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
            assertThat(run.err()).startsWith("trialsync: ").contains(message).hasLineCount(2);
        }
        assertThat(out).doesNotExist();
        assertThat(session.resolve("clock-model.json")).doesNotExist();
    }

    private Path session(String... devices) throws IOException {
        Path session = folder.resolve("sub-P07_ses-01_task-search_run-01");
        try (WrittenSession written = WrittenSession.in(session, START)) {
            for (String device : devices) {
                written.device(device);
                written.tenExchanges(device, START, OFFSET);
            }
        }
        return session;
    }

    @Test
    void theClockModelFileTellsWhatWasDeclaredFromWhatIsAssumed() throws IOException {
        Path session = session("neon-0001");
        assertThat(ProgramRun.of("align", session).exitCode()).isZero();
        assertThat(model(session))
                .contains(
                        assumption("between steps the offset drifts by at most 600.0 ppm", "assumed"),
                        assumption(
                                "by how much the quickest ways to the device and back differ is not known: limits and"
                                        + " uncertainty allow for half of the shortest round trip either way",
                                "assumed"))
                .doesNotContain("never slewed", "measured to");

        ProgramRun run = ProgramRun.of(
                "align",
                "--max-drift=600",
                "--no-slews",
                "--link-asymmetry=-350us",
                "--link-asymmetry-uncertainty=50us",
                session);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(model(session))
                .contains(
                        assumption("between steps the offset drifts by at most 600.0 ppm", "declared"),
                        assumption(
                                "the clock is never slewed: between steps its drift changes by at most 0.05 ppm per"
                                        + " second, so chords between exchanges narrow its limits",
                                "declared"),
                        assumption(
                                "the quickest way to the device takes -0.350 ms longer than that back, measured to ±"
                                        + " 0.050 ms",
                                "declared"))
                .doesNotContain("is not known: limits");
    }

    private static String model(Path session) throws IOException {
        return Files.readString(session.resolve("clock-model.json")).replaceAll("\\s+", " ");
    }

    private static String assumption(String text, String state) {
        return "\"assumption\" : \"" + text + "\", \"state\" : \"" + state + "\"";
    }

    @Test
    void anAsymmetryBelongsToOneDeviceOfASession() throws IOException {
        Path session = session("neon-0001", "neon-0002");
        String[] asymmetry = {"--link-asymmetry=2ms", "--link-asymmetry-uncertainty=100us"};
        ProgramRun align = ProgramRun.of("align", session, asymmetry[0], asymmetry[1]);

        assertThat(align.exitCode()).isEqualTo(1);
        assertThat(align.err())
                .isEqualToIgnoringNewLines(
                        "trialsync: " + session + ": an asymmetry belongs to one link, but the session has"
                                + " 2 devices: neon-0001, neon-0002");
        assertThat(session.resolve("clock-model.json")).doesNotExist();

        Files.writeString(table, "stamp\n" + (START + 5 * SECOND) + "\n");
        ProgramRun both = convertSession(session, asymmetry);
        assertThat(both.exitCode()).isEqualTo(1);
        assertThat(both.err()).contains("--device must say which device is meant; it has neon-0001, neon-0002");

        assertThat(convertSession(session, "--device=neon-0002").exitCode()).isZero();
        long plain = row().host();
        assertThat(convertSession(session, "--device=neon-0002", asymmetry[0], asymmetry[1])
                        .exitCode())
                .isZero();
        assertThat(row().host() - plain).isEqualTo(1_000_000);
    }

    private ProgramRun convertSession(Path session, String... options) {
        List<Object> args =
                new ArrayList<>(List.of("convert", "--session", session, "--column", "stamp", table, "--output", out));
        args.addAll(List.of(options));
        return ProgramRun.of(args.toArray());
    }
}
