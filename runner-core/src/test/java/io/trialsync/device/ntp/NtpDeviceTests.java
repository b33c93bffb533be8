// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.ntp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trialsync.device.Device;
import io.trialsync.device.DeviceAddress;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.DeviceException;
import io.trialsync.device.RawExchange;
import io.trialsync.device.SyncChannel;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NtpDeviceTests {

    private static final long MS = 1_000_000;

    private static Device open(String places) throws DeviceException {
        return new NtpProvider(() -> new SplittableRandom(9))
                .open(DeviceAddress.parse("ntp:" + places), DeviceContext.system());
    }

    private static SyncChannel channel(Device device) {
        return device.syncChannel().orElseThrow();
    }

    /** The truth: the server's clock is the monotonic one plus a constant. */
    private static void requireTrue(RawExchange exchange) {
        long stamped = exchange.deviceNanos() - FakeNtpServer.BASE;
        assertThat(exchange.sendNanoTime() - exchange.resolutionNanos()).isLessThanOrEqualTo(stamped);
        assertThat(exchange.receiveNanoTime() + exchange.resolutionNanos()).isGreaterThanOrEqualTo(stamped);
    }

    @Test
    void anExchangeHoldsWithTheServersHoldingTimeTakenOff() throws IOException {
        FakeNtpServer.Script slow = request -> {
            FakeNtpServer.hold(80 * MS);
            return List.of(request.packet()
                    .sent(System.nanoTime() + FakeNtpServer.BASE)
                    .bytes());
        };
        try (FakeNtpServer server = FakeNtpServer.scripted(slow);
                Device device = open(server.place())) {
            for (int i = 0; i < 4; i++) {
                long before = System.nanoTime();
                RawExchange exchange = channel(device).exchange();
                long took = System.nanoTime() - before;
                requireTrue(exchange);
                assertThat(exchange.receiveNanoTime() - exchange.sendNanoTime()).isLessThan(took - 79 * MS);
            }
        }
    }

    @Test
    void whatOthersSendIsPassedOver() throws IOException {
        FakeNtpServer.Script noisy = request -> List.of(
                new byte[3],
                request.packet().nonce(request.nonce() ^ 1).received(0).sent(0).bytes(),
                request.packet().first(0, 4, 3).bytes(),
                request.packet().bytes());
        try (FakeNtpServer server = FakeNtpServer.scripted(noisy);
                Device device = open(server.place())) {
            requireTrue(channel(device).exchange());
            assertThat(server.nonces()).doesNotHaveDuplicates();
        }
    }

    @Test
    void aFloodOfStrangePacketsEndsInOneClearError() throws IOException {
        FakeNtpServer.Script flood = request -> Collections.nCopies(
                400, request.packet().nonce(~request.nonce()).bytes());
        try (FakeNtpServer server = FakeNtpServer.scripted(flood)) {
            assertThatExceptionOfType(DeviceException.class)
                    .isThrownBy(() -> open(server.place()))
                    .withMessageContaining(server.place())
                    .withMessageContaining("no answer");
        }
    }

    @Test
    void aServerThatDeniesIsNeverAskedAgain() throws IOException {
        FakeNtpServer.Script deny =
                request -> List.of(request.packet().stratum(0).reference("DENY").bytes());
        try (FakeNtpServer server = FakeNtpServer.scripted(deny)) {
            assertThatExceptionOfType(DeviceException.class)
                    .isThrownBy(() -> open(server.place()))
                    .withMessageContaining("DENY")
                    .withMessageContaining("not asked again");
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void aServerThatAsksForFewerQuestionsIsLeftAlone() throws IOException {
        AtomicLong asked = new AtomicLong();
        FakeNtpServer.Script rate = request -> asked.incrementAndGet() == 1
                ? List.of(request.packet().bytes())
                : List.of(request.packet().stratum(0).reference("RATE").bytes());
        try (FakeNtpServer server = FakeNtpServer.scripted(rate);
                NtpChannel channel = new NtpChannel(List.of(new NtpLink(
                        new NtpServer("127.0.0.1", server.port()), System::nanoTime, new SplittableRandom(1))))) {
            requireTrue(channel.exchange());
            assertThatExceptionOfType(DeviceException.class)
                    .isThrownBy(channel::exchange)
                    .withMessageContaining("RATE");
            assertThatExceptionOfType(DeviceException.class)
                    .isThrownBy(channel::exchange) // four seconds later, which it may
                    .withMessageContaining("RATE");
            assertThatExceptionOfType(DeviceException.class)
                    .isThrownBy(channel::exchange)
                    .withMessageContaining("may not be asked again");
            assertThat(server.requests()).isEqualTo(3);
        }
    }

    @Test
    void aServerWhoseStampsContradictTheHostIsNotBelieved() throws IOException {
        FakeNtpServer.Script impossible = request -> List.of(
                request.packet().sent(request.receivedNanos() + 3_600_000 * MS).bytes());
        try (FakeNtpServer server = FakeNtpServer.scripted(impossible)) {
            assertThatExceptionOfType(DeviceException.class)
                    .isThrownBy(() -> open(server.place()))
                    .withMessageContaining("longer than the round trip");
        }
    }

    @Test
    void nobodyThereIsSaidInOneLine() throws IOException {
        int port;
        try (FakeNtpServer gone = FakeNtpServer.good(0)) {
            port = gone.port();
        }
        assertThatExceptionOfType(DeviceException.class)
                .isThrownBy(() -> open("127.0.0.1:" + port))
                .withMessageContaining("nothing answers at that port")
                .withMessageNotContaining("\n");
    }

    @Test
    void severalServersAreCombinedAndALiarIsNamed() throws IOException {
        try (FakeNtpServer one = FakeNtpServer.good(MS / 2);
                FakeNtpServer two = FakeNtpServer.good(-MS / 2);
                FakeNtpServer liar = FakeNtpServer.good(5_000 * MS);
                Device device = open(one.place() + "," + two.place() + "," + liar.place())) {
            RawExchange exchange = channel(device).exchange();
            requireTrue(exchange);
            assertThat(device.status().values().get("ntp_" + liar.place())).contains("outvoted");
            assertThat(device.status().values().get("ntp_" + one.place()))
                    .contains("stratum 2")
                    .doesNotContain("outvoted");
        }
    }

    @Test
    void oneOfSeveralServersMayBeAway() throws IOException {
        FakeNtpServer.Script unsynchronised =
                request -> List.of(request.packet().first(3, 4, 4).bytes());
        try (FakeNtpServer one = FakeNtpServer.good(0);
                FakeNtpServer other = FakeNtpServer.scripted(unsynchronised);
                Device device = open(one.place() + "," + other.place())) {
            requireTrue(channel(device).exchange());
            assertThat(device.status().values().get("ntp_" + other.place())).contains("not synchronised");
        }
    }

    @Test
    void timesOfTheNextEraAreUnderstood() throws IOException {
        long in2040 = 2_209_000_000_000_000_000L;
        try (FakeNtpServer server = FakeNtpServer.good(in2040 - FakeNtpServer.BASE);
                Device device = open(server.place())) {
            assertThat(channel(device).exchange().deviceNanos() - System.nanoTime())
                    .isBetween(in2040 - 60_000 * MS, in2040 + 60_000 * MS);
        }
    }

    @Test
    void itIsADeviceWithAClockAndNothingElse() throws IOException {
        try (FakeNtpServer server = FakeNtpServer.good(0);
                Device device = open(server.place())) {
            assertThat(device.markers()).isEmpty();
            assertThat(device.recordingControl()).isEmpty();
            assertThat(device.simulated()).isFalse();
            assertThat(device.identity().key()).matches("ntp-[a-z0-9]{1,4}");
            assertThat(device.clocks()).hasSize(1);
            assertThat(channel(device).restNanos()).isEqualTo(2_000 * MS);
        }
    }

    @Test
    void aClosedLinkAnswersAtOnce() throws IOException {
        FakeNtpServer server = FakeNtpServer.good(0);
        Device device = open(server.place());
        device.close();
        device.close();
        assertThatExceptionOfType(DeviceException.class)
                .isThrownBy(channel(device)::exchange)
                .withMessageContaining("closed");
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "host:0",
                "host:65536",
                "host:x",
                "2001:db8::7",
                "a,,b",
                "a,a",
                "1,2,3,4,5,6,7,8,9",
                "[::1"
            })
    void addressesThatNameNoServersAreRefused(String place) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NtpServer.of(DeviceAddress.parse("ntp:" + place.replace(" ", "%20"))))
                .withMessageContaining("ntp:");
    }

    @Test
    void addressesNameHostsAndPorts() {
        assertThat(NtpServer.of(DeviceAddress.parse("ntp:time.example.org,192.0.2.7:1123,[2001:db8::7]:99")))
                .containsExactly(
                        new NtpServer("time.example.org", 123),
                        new NtpServer("192.0.2.7", 1123),
                        new NtpServer("2001:db8::7", 99));
    }
}
