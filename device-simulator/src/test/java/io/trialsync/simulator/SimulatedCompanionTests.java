// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trialsync.clock.ClockModel;
import io.trialsync.clock.Estimators;
import io.trialsync.clock.Exchange;
import io.trialsync.clock.FitAssumptions;
import io.trialsync.clock.StampRule;
import io.trialsync.device.DeviceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedCompanionTests {

    private final VirtualHost host = new VirtualHost();

    @Test
    void theForwardDelayComesBeforeTheStampAndTheBackwardDelayAfterIt() throws Exception {
        try (SimulatedCompanion phone = host.start("simulated:neon?forward=400ms&backward=30ms")) {
            long arrival = host.nanoTime.get();

            new Http(phone).post("/api/event", "{\"name\":\"x\"}");

            assertThat(phone.givenStamps()).extracting(GivenStamp::trueNanoTime).containsExactly(arrival + 400_000_000);
            assertThat(host.nanoTime).hasValue(arrival + 430_000_000);
        }
    }

    @Test
    void waitsAreNeverShorterThanTheDelay() {
        Waiter waiter = Waiter.precise(System::nanoTime);
        for (long nanos : new long[] {-5, 0, 20_000, 250_000, 2_000_000}) {
            long deadline = System.nanoTime() + nanos;
            waiter.waitUntil(deadline);
            assertThat(System.nanoTime() - deadline).isNotNegative();
        }
    }

    @Test
    void theTruthAgreesWithTheStamps() throws Exception {
        try (SimulatedCompanion phone =
                host.start("simulated:neon?offset=840ms&drift=25ppm&step=+850ms@2s&delay=3ms..20ms")) {
            Http http = new Http(phone);
            for (int i = 0; i < 20; i++) {
                http.post("/api/event", "{\"name\":\"x\"}");
                host.pass(200_000_000);
            }
            assertThat(phone.givenStamps()).hasSize(20).allSatisfy(stamp -> {
                long truth = phone.trueWallNanosAt(stamp.trueNanoTime());
                assertThat(truth - stamp.deviceNanos()).isBetween(0L, 999_999L);
                assertThat(phone.trueNanoTimesOfWall(truth))
                        .anySatisfy(found ->
                                assertThat(found - stamp.trueNanoTime()).isBetween(-2L, 2L));
            });
            long end = host.nanoTime.get();
            assertThat(phone.trueWallNanosAt(end) - phone.trueSensorNanosAt(end))
                    .isEqualTo(850_000_000);
        }
    }

    @Test
    void aPhoneCanStandAtAGivenInstant() throws Exception {
        try (SimulatedCompanion phone = host.start("simulated:invisible?at=1685088812484000000&offset=840ms")) {
            assertThat(phone.trueWallNanosAt(phone.startNanoTime())).isEqualTo(1_685_088_811_644_000_000L);
            assertThat(phone.hostNanosAt(phone.startNanoTime())).isEqualTo(1_685_088_812_484_000_000L);
        }
    }

    @Test
    void aPhoneCanTakeItsClockFromAFittedModel() throws Exception {
        long start = VirtualHost.UNIX_SECOND * 1_000_000_000L;
        List<Exchange> exchanges = ExchangeGenerator.of(
                        CompanionSpec.parse("simulated:neon?offset=840ms&drift=25ppm&resolution=0ns&delay=0ns"), start)
                .between(start, start + 60_000_000_000L)
                .map(DrawnExchange::exchange)
                .toList();
        ClockModel model = Estimators.standard().fit(exchanges, FitAssumptions.with(StampRule.FLOORED));

        try (SimulatedCompanion phone = SimulatedCompanion.with(
                        CompanionSpec.parse("simulated:neon?at=" + (start + 30_000_000_000L)))
                .clockModel(model)
                .start()) {
            long now = phone.startNanoTime();
            assertThat(phone.trueWallNanosAt(now))
                    .isEqualTo(model.toDevice(start + 30_000_000_000L).deviceNanos());
            assertThat(phone.trueSensorNanosAt(now)).isEqualTo(phone.trueWallNanosAt(now));
            assertThat(phone.trueNanoTimesOfWall(phone.trueWallNanosAt(now)))
                    .singleElement()
                    .satisfies(found -> assertThat(found - now).isBetween(-2L, 2L));
        }
        assertThatThrownBy(() -> SimulatedCompanion.with(CompanionSpec.parse("simulated:neon?offset=1ms"))
                        .clockModel(model))
                .hasMessageContaining("only one of them");
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        CompanionSpec spec = CompanionSpec.parse("simulated:neon");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            String message =
                    "the simulated phone cannot listen at 127.0.0.1:" + port + ": Address already in use; choose"
                            + " an address of this computer and a port that is not taken, or port 0 for any free one";

            assertThatThrownBy(() -> SimulatedCompanion.with(spec).port(port).start())
                    .isInstanceOf(DeviceException.class)
                    .hasMessageStartingWith(message.substring(0, message.indexOf("Address")))
                    .hasMessageEndingWith(message.substring(message.indexOf("; choose")));
            assertThatThrownBy(() ->
                            SimulatedCompanion.with(spec).timeEchoPort(port).start())
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("127.0.0.1:" + port)
                    .hasMessageEndingWith(message.substring(message.indexOf("; choose")));
        }
    }

    @Test
    void aFailedStartLeavesNoPortBehind() throws Exception {
        int free;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = probe.getLocalPort();
        }
        CompanionSpec spec = CompanionSpec.parse("simulated:neon");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> SimulatedCompanion.with(spec)
                            .port(taken.getLocalPort())
                            .timeEchoPort(free)
                            .start())
                    .isInstanceOf(DeviceException.class);
        }
        try (SimulatedCompanion phone =
                SimulatedCompanion.with(spec).timeEchoPort(free).start()) {
            assertThat(phone.timeEchoPort()).isEqualTo(free);
        }
    }

    @Test
    void anAddressOfAnotherComputerIsRefused() {
        assertThatThrownBy(() -> SimulatedCompanion.with(CompanionSpec.parse("simulated:neon"))
                        .host("192.0.2.1")
                        .start())
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("cannot listen at 192.0.2.1:0");
    }

    @Test
    void aPhoneListensOnTheLoopbackAddressOnlyUnlessAskedOtherwise() throws Exception {
        InetAddress otherAddress = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        try (SimulatedCompanion phone = host.start("simulated:neon")) {
            for (int port : new int[] {phone.port(), phone.timeEchoPort()}) {
                assertThatThrownBy(() -> new Socket(otherAddress, port).close()).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void aPhoneMayListenOnAllAddresses() throws Exception {
        try (SimulatedCompanion phone = SimulatedCompanion.with(CompanionSpec.parse("simulated:neon?delay=0ns"))
                .host("0.0.0.0")
                .start()) {
            assertThat(new Http(phone).get("/api/status").body()).contains("\"ip\":\"" + phone.host() + "\"");
            assertThat(phone.host()).isNotEqualTo("0.0.0.0");
        }
    }

    @Test
    void aPhoneMayBeClosedTwice() throws Exception {
        SimulatedCompanion phone = host.start("simulated:neon");
        phone.close();
        phone.close();
        assertThatThrownBy(() -> new Http(phone).get("/api/status")).isInstanceOf(IOException.class);
    }
}
