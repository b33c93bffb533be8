// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateCommandTests {

    private static final long FROM = 1_685_088_812_484_000_000L;
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path folder;

    @Test
    void announcesThePhoneUnlessToldOtherwise() {
        ProgramRun run = ProgramRun.of("simulate", "--port", "0", "--for", "1ms");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("announced as [PI monitor:Neon Companion:")
                .hasLineCount(3);
    }

    @Test
    void saysWhereThePhoneListensAndEndsByItselfAfterTheGivenTime() {
        ProgramRun run = ProgramRun.of("simulate", "--port", "0", "--model", "invisible", "--no-mdns", "--for", "1ms");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "simulated invisible [Invisible Companion]",
                        "HTTP and WebSocket on 127.0.0.1:",
                        ", Time Echo on port ",
                        "reach it as companion:")
                .hasLineCount(2);
    }

    @Test
    void aPortThatIsTakenIsOneLineThatNamesIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ProgramRun run = ProgramRun.of("simulate", "--port", taken.getLocalPort(), "--for", "1ms");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .startsWith("trialsync: ")
                    .contains("127.0.0.1:" + taken.getLocalPort())
                    .hasLineCount(1);
        }
    }

    @Test
    void timeEchoEvadesAPortThatIsTakenUnlessItWasAskedFor() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            try {
                taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 12_321));
            } catch (BindException e) {
                // taken by something else, which is as good
            }
            ProgramRun evading = ProgramRun.of("simulate", "--port", "0", "--for", "1ms");
            assertThat(evading.exitCode()).as(evading.err()).isZero();
            assertThat(evading.out()).contains("Time Echo on port ").doesNotContain("port 12321");

            ProgramRun asked = ProgramRun.of("simulate", "--port", "0", "--time-echo-port", "12321", "--for", "1ms");
            assertThat(asked.exitCode()).isEqualTo(1);
            assertThat(asked.err()).contains("127.0.0.1:12321").hasLineCount(1);
        }
    }

    @Test
    void aPhoneMayHaveFaultsAndNoTimeEcho() {
        ProgramRun run = ProgramRun.of(
                "simulate", "--port", "0", "--for", "1ms", "--time-echo", "off", "--fault", "event:no-reply*2@30s");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("no Time Echo");
    }

    @Test
    void streamsUnlessToldNotTo() {
        assertThat(ProgramRun.of("simulate", "--port", "0", "--rtsp-port", "0", "--for", "1ms")
                        .out())
                .contains("RTSP on port ");
        assertThat(ProgramRun.of("simulate", "--port", "0", "--stream", "none", "--for", "1ms")
                        .out())
                .contains("no RTSP");
        ProgramRun drawn = draw(folder.resolve("x.csv"), "--stream", "20hz");
        assertThat(drawn.exitCode()).isNotZero();
        assertThat(drawn.err()).contains("--stream goes with a running phone");
    }

    @Test
    void drawsExchangesThatConvertBackToTheTruth() throws IOException {
        Path exchanges = folder.resolve("exchanges.csv");
        ProgramRun drawn = draw(exchanges, "--offset", "840ms", "--drift", "25ppm", "--delay", "3ms..20ms");
        assertThat(drawn.exitCode()).as(drawn.err()).isZero();
        assertThat(drawn.out()).startsWith("60 exchanges written: " + exchanges);

        long device = FROM - 840_000_000 + 30 * SECOND;
        Path table = Files.writeString(folder.resolve("table.csv"), "stamp\n" + device + "\n");
        Path out = folder.resolve("out.csv");
        ProgramRun converted = ProgramRun.of(
                "convert",
                "--exchanges",
                exchanges,
                "--resolution",
                "1ms",
                "--column",
                "stamp",
                table,
                "--output",
                out);
        assertThat(converted.exitCode()).as(converted.err()).isZero();
        List<String> cells = List.of(Files.readAllLines(out).get(1).split(",", -1));
        long truth = device + 840_000_000 + 30 * 25_000;
        assertThat(truth).isBetween(Long.parseLong(cells.get(3)), Long.parseLong(cells.get(4)));
        assertThat(Math.abs(Long.parseLong(cells.get(1)) - truth)).isLessThanOrEqualTo(Long.parseLong(cells.get(2)));
    }

    @Test
    void theSameSeedDrawsTheSameExchanges() throws IOException {
        draw(folder.resolve("one.csv"), "--seed", "7");
        draw(folder.resolve("same.csv"), "--seed", "7");
        draw(folder.resolve("other.csv"), "--seed", "8");

        assertThat(folder.resolve("same.csv")).hasSameTextualContentAs(folder.resolve("one.csv"));
        assertThat(Files.readString(folder.resolve("other.csv")))
                .isNotEqualTo(Files.readString(folder.resolve("one.csv")));
    }

    @Test
    void drawsWithTheClockOfASession() throws IOException {
        Path session = folder.resolve("session");
        try (WrittenSession written = WrittenSession.in(session, FROM)) {
            written.device("neon-0001");
            written.tenExchanges("neon-0001", FROM - 2 * SECOND, 2 * SECOND);
        }
        Path exchanges = folder.resolve("exchanges.csv");
        ProgramRun run = draw(exchanges, "--clock-of", session.toString(), "--delay", "1ms");

        assertThat(run.exitCode()).as(run.err()).isZero();
        String[] row = Files.readAllLines(exchanges).get(1).split(",", -1);
        long offset = Long.parseLong(row[0]) + 1_000_000 - Long.parseLong(row[1]);
        assertThat(offset).isBetween(2 * SECOND - 1_000_000, 2 * SECOND + 1_000_000);
    }

    private ProgramRun draw(Path table, String... options) {
        Object[] fixed = {"simulate", "--exchanges", table, "--from", FROM, "--to", FROM + 60 * SECOND};
        Object[] all = new Object[fixed.length + options.length];
        System.arraycopy(fixed, 0, all, 0, fixed.length);
        System.arraycopy(options, 0, all, fixed.length, options.length);
        return ProgramRun.of(all);
    }

    @ParameterizedTest
    @CsvSource({
        "--drift, fast, drift",
        "--offset, 840, offset",
        "--delay, 20ms..3ms, delay",
        "--model, core, [core]",
        "--port, 70000, 70000",
        "--step, 850, step",
        "--at, yesterday, at",
        "--fault, event:sulks, no-reply",
        "--refuse, bad-mood, low-storage",
        "--outage, 20s, 20s@60s",
        "--stream, 20, stream",
        "--rtsp-port, 70000, 70000",
        "--gaze-of, missing.csv, missing.csv"
    })
    void wrongValuesAreOneLineThatSaysWhatIsAllowed(String option, String value, String named) {
        ProgramRun run = ProgramRun.of("simulate", "--for", "1ms", option, value);

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().findFirst())
                .hasValueSatisfying(
                        line -> assertThat(line).startsWith("trialsync: ").contains(named));
        assertThat(run.err()).doesNotContain("\tat ");
    }

    @Test
    void refusesToWriteIntoAFolderThatDoesNotExist() {
        ProgramRun run = draw(folder.resolve("missing").resolve("exchanges.csv"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("exchanges.csv").hasLineCount(1);
    }

    @Test
    void anEndBeforeTheBeginIsRefused() {
        ProgramRun run = ProgramRun.of(
                "simulate", "--exchanges", folder.resolve("x.csv"), "--from", FROM, "--to", FROM - SECOND);

        assertThat(run.exitCode()).isNotZero();
        assertThat(folder.resolve("x.csv")).doesNotExist();
    }
}
