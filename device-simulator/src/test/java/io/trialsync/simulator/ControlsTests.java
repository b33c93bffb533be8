// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What can be done to a phone while it runs, and what its address can plan. */
class ControlsTests {

    private static final int STATE = 12;
    private static final long SECOND = 1_000_000_000L;
    private static final String EVENT = "{\"name\":\"x\"}";

    private final VirtualHost host = new VirtualHost();
    private SimulatedCompanion phone;
    private Http http;

    @BeforeEach
    void startAPhone() throws Exception {
        phone = host.start("simulated:neon?delay=0ns&recording-delay=0ns");
        http = new Http(phone);
    }

    @AfterEach
    void stopIt() {
        phone.close();
    }

    @Test
    void theWallClockMayJumpAndTheSensorClockDoesNot() throws Exception {
        long before = host.nanoTime.get();
        host.pass(SECOND);
        phone.controls().stepWall(Duration.ofMillis(850));
        long now = host.nanoTime.get();

        assertThat(phone.trueWallNanosAt(now) - phone.trueWallNanosAt(before)).isEqualTo(1_850_000_000L);
        assertThat(phone.trueSensorNanosAt(now) - phone.trueSensorNanosAt(before))
                .isEqualTo(SECOND);
        assertThat(http.post("/api/event", EVENT).body()).contains("\"timestamp\":1760676789850000000");
        assertThat(phone.trueNanoTimesOfWall(phone.trueWallNanosAt(now))).containsExactly(now);
        assertThat(phone.trueNanoTimesOfWall(phone.trueWallNanosAt(before) + 1_400_000_000L))
                .as("a time that was jumped over")
                .isEmpty();

        phone.controls().stepWall(Duration.ofMillis(-400));
        assertThat(phone.trueNanoTimesOfWall(phone.trueWallNanosAt(before) + 900_000_000L))
                .hasSize(1);
    }

    @Test
    void theWallClockMayBeMovedSlowly() {
        long from = host.nanoTime.get();
        phone.controls().slewWall(Duration.ofMillis(-30), Duration.ofSeconds(60));
        long wall = phone.trueWallNanosAt(from);

        assertThat(phone.trueWallNanosAt(from + 20 * SECOND) - wall).isEqualTo(20 * SECOND - 10_000_000);
        assertThat(phone.trueWallNanosAt(from + 90 * SECOND) - wall).isEqualTo(90 * SECOND - 30_000_000);
        assertThat(phone.trueSensorNanosAt(from + 90 * SECOND) - phone.trueSensorNanosAt(from))
                .isEqualTo(90 * SECOND);
        for (long after : new long[] {-SECOND, 0, 20 * SECOND, 60 * SECOND, 90 * SECOND}) {
            assertThat(phone.trueNanoTimesOfWall(phone.trueWallNanosAt(from + after)))
                    .singleElement()
                    .satisfies(found -> assertThat(found - from - after).isBetween(-2L, 2L));
        }
        assertThatThrownBy(() -> phone.controls().slewWall(Duration.ofSeconds(-1), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRebootCutsConnectionsLosesTheRecordingAndStartsTheSensorClockAnew() throws Exception {
        http.post("/api/recording:start", "");
        try (FeedClient feed = new FeedClient(phone);
                Socket echo = echo()) {
            feed.next(STATE + 1);
            exchange(echo);
            host.pass(SECOND);
            long before = host.nanoTime.get();
            phone.controls().reboot(Duration.ofSeconds(5), Duration.ofSeconds(-3));
            phone.controls().reportIp("10.0.0.9");

            assertThat(feed.next()).startsWith("failed: ");
            assertThatThrownBy(() -> exchange(echo)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> http.get("/api/status")).isInstanceOf(IOException.class);
            try (FeedClient early = new FeedClient(phone)) {
                assertThat(early.next()).startsWith("failed: ");
            }

            host.pass(5 * SECOND);
            long after = host.nanoTime.get();
            assertThat(http.get("/api/status").body())
                    .contains("\"ip\":\"10.0.0.9\"")
                    .doesNotContain("Recording");
            assertThat(phone.trueWallNanosAt(after) - phone.trueWallNanosAt(before - 1))
                    .isEqualTo(2 * SECOND + 1);
            assertThat(phone.trueSensorNanosAt(after)).isEqualTo(phone.trueWallNanosAt(after));
            assertThat(phone.trueSensorNanosAt(before - 1)).isEqualTo(phone.trueWallNanosAt(before - 1));
        }
    }

    @Test
    void aNetworkThatIsLostWithAResetIsBackWhenItsTimeIsOver() throws Exception {
        try (Socket echo = echo()) {
            exchange(echo);
            phone.controls().loseNetwork(Duration.ofSeconds(20), NetworkLoss.RESET);

            assertThatThrownBy(() -> exchange(echo)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> http.post("/api/event", EVENT)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> {
                        try (Socket refused = echo()) {
                            exchange(refused);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        assertThat(phone.givenStamps()).hasSize(1);
        host.pass(20 * SECOND);
        assertThat(http.post("/api/event", EVENT).statusCode()).isEqualTo(200);
    }

    /** On the machine's own clock, since here requests have to wait for each other. */
    @Test
    void whatIsSentIntoASilentNetworkComesThroughWhenItIsBack() throws Exception {
        try (SimulatedCompanion real = SimulatedCompanion.start(CompanionSpec.parse("simulated:neon?delay=0ns"));
                FeedClient feed = new FeedClient(real)) {
            feed.next(STATE);
            real.controls().loseNetwork(Duration.ofHours(1), NetworkLoss.SILENT);
            CompletableFuture<HttpResponse<String>> reply = CompletableFuture.supplyAsync(() -> {
                try {
                    return new Http(real).post("/api/event", EVENT);
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            real.controls().battery(50);
            assertThatThrownBy(() -> reply.get(300, TimeUnit.MILLISECONDS)).isNotInstanceOf(ExecutionException.class);
            assertThat(real.givenStamps()).isEmpty();
            assertThat(feed.heardMore()).isFalse();

            real.controls().restoreNetwork();
            assertThat(reply.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(feed.next()).contains("\"battery_level\":50");
        }
    }

    @Test
    void outagesAndRebootsAndAStopByAnotherClientArePlannedInTheAddress() throws Exception {
        try (SimulatedCompanion planned = host.start(
                        "simulated:neon?delay=0ns&recording-delay=0ns&stopped=10s&outage=20s@60s&reboot=5s@120s");
                FeedClient feed = new FeedClient(planned)) {
            feed.next(STATE);
            new Http(planned).post("/api/recording:start", "");
            assertThat(feed.next()).contains("\"action\":\"START\"");
            host.pass(10 * SECOND);
            assertThat(feed.next(4).get(3)).contains("\"action\":\"SAVE\"");

            host.pass(110 * SECOND);
            assertThat(feed.next()).startsWith("failed: ");
        }
    }

    @Test
    void aBatteryRunsDownUntilThePhoneIsGone() throws Exception {
        try (SimulatedCompanion weak =
                        host.start("simulated:neon?delay=0ns&recording-delay=0ns&battery=30&battery-life=30s");
                FeedClient feed = new FeedClient(weak)) {
            Http client = new Http(weak);
            feed.next(STATE);
            client.post("/api/recording:start", "");
            feed.next(2);
            host.pass(11 * SECOND);
            assertThat(feed.next()).contains("\"battery_level\":19,\"battery_state\":\"LOW\"");
            host.pass(15 * SECOND);
            assertThat(feed.next()).contains("\"battery_level\":4,\"battery_state\":\"CRITICAL\"");
            host.pass(3 * SECOND);
            assertThat(feed.next(4))
                    .satisfies(frames -> assertThat(frames.get(0)).contains("\"battery_level\":1,"))
                    .satisfies(frames -> assertThat(frames.get(3)).contains("\"action\":\"SAVE\""));
            host.pass(SECOND);

            assertThat(feed.next()).matches("failed: .*|.*\"battery_level\":0,.*");
            // the feed may say so a little before the phone is gone
            assertThat(goesAway(client)).isTrue();
        }
    }

    private static boolean goesAway(Http client) throws InterruptedException {
        for (long from = System.nanoTime(); System.nanoTime() - from < 20 * SECOND; Thread.sleep(10)) {
            try {
                client.get("/api/status");
            } catch (IOException e) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @EnumSource
    void aRecordingMayBeRefusedForEachReason(RecordingRefusal reason) throws Exception {
        phone.controls().refuseStart(reason);
        HttpResponse<String> refused = http.post("/api/recording:start", "{}");
        assertThat(refused.statusCode()).isEqualTo(500);
        assertThat(refused.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(refused.body()).isEqualTo("{\"message\":\"" + reason.message() + "\",\"result\":null}");

        phone.controls().refuseNothing();
        assertThat(http.post("/api/recording:start", "").statusCode()).isEqualTo(200);
        phone.controls().refuseEnd(reason);
        assertThat(http.post("/api/recording:stop_and_save", "").body())
                .isEqualTo("{\"message\":\"" + reason.message() + "\",\"result\":null}");
        assertThat(http.get("/api/status").body()).contains("\"model\":\"Recording\"");
        assertThat(CompanionSpec.parse("simulated:neon?refuse=" + reason.key())
                        .faults()
                        .refusal())
                .hasValue(reason);
    }

    @Test
    void theEndOfARecordingMayBeAnsweredAsTheVendorDescribesIt() throws Exception {
        try (SimulatedCompanion spec = host.start("simulated:neon?delay=0ns&recording-delay=0ns&stop-result=spec")) {
            Http client = new Http(spec);
            String id = client.post("/api/recording:start", "").body().replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
            host.pass(SECOND);
            assertThat(client.post("/api/recording:stop_and_save", "").body())
                    .isEqualTo("{\"message\":\"Stopped recording\",\"result\":{\"id\":\"" + id
                            + "\",\"rec_duration_ns\":1000000000}}");
            client.post("/api/recording:start", "");
            assertThat(client.post("/api/recording:cancel", "").body())
                    .matches("\\{\"message\":\"Stopped recording\",\"result\":\\{\"id\":\"[0-9a-f-]{36}\"}}");
        }
    }

    @Test
    void aPhoneWithItsScreenOffAnswersLateAfterASilenceAndAtOnceInABurst() throws Exception {
        phone.controls().screen(false);
        PowerSave same = new PowerSave(new SplittableRandom(Long.reverse(1)), true);
        long asked = host.nanoTime.get();
        long expected = same.wakeNanos(asked);
        http.post("/api/event", EVENT);
        assertThat(host.nanoTime.get() - asked).isEqualTo(expected);

        long burst = host.nanoTime.get();
        http.post("/api/event", EVENT);
        assertThat(host.nanoTime).hasValue(burst);

        phone.controls().screen(true);
        host.pass(10 * SECOND);
        long awake = host.nanoTime.get();
        http.post("/api/event", EVENT);
        assertThat(host.nanoTime).hasValue(awake);
    }

    @Test
    void aSleepingRadioAnswersPingsAsWasOnceSeen() {
        PowerSave radio = new PowerSave(new SplittableRandom(7), true);
        LongSummaryStatistics waits = LongStream.range(0, 1_000)
                .map(second -> radio.wakeNanos(second * SECOND))
                .summaryStatistics();
        // 7, 328 and 764 ms were seen
        assertThat(waits.getMin()).isNotNegative();
        assertThat(waits.getAverage()).isBetween(300e6, 350e6);
        assertThat(waits.getMax()).isBetween(600_000_000L, 650_000_000L);
    }

    @Test
    void anOldAppHasNoTimeEcho() throws Exception {
        try (SimulatedCompanion old = host.start("simulated:invisible?time-echo=off")) {
            assertThat(old.timeEchoPort()).isZero();
            assertThat(new Http(old).get("/api/status").body())
                    .contains("\"memory_state\":\"OK\"},\"model\":\"Phone\"")
                    .doesNotContain("time_echo_port");
        }
    }

    @Test
    void whatBelongsToAPhoneIsStartedAndClosedWithIt() throws Exception {
        StringBuilder life = new StringBuilder();
        SimulatedCompanion with = SimulatedCompanion.with(CompanionSpec.parse("simulated:neon"))
                .service(started -> {
                    life.append("a on ").append(started.port() > 0);
                    return () -> life.append(", a closed");
                })
                .service(started -> () -> life.append(", b closed"))
                .start();
        with.close();
        with.close();
        assertThat(life).hasToString("a on true, b closed, a closed");
    }

    @Test
    void noThreadIsLeftBehind() throws Exception {
        try (SimulatedCompanion busy = host.start("simulated:neon?delay=0ns");
                FeedClient feed = new FeedClient(busy)) {
            feed.next(STATE);
        }
        phone.close();
        for (int i = 0; i < 3_000 && ours() > 0; i++) {
            Thread.sleep(10);
        }
        assertThat(ours()).isZero();
    }

    private static long ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("trialsync-simulated-phone")
                        || thread.getName().startsWith("trialsync-simulated-time-echo"))
                .count();
    }

    private Socket echo() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), phone.timeEchoPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static void exchange(Socket echo) throws IOException {
        echo.getOutputStream().write(new byte[8]);
        new DataInputStream(echo.getInputStream()).readFully(new byte[16]);
    }
}
