// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trialsync.device.Device;
import io.trialsync.device.DeviceAddress;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.Devices;
import io.trialsync.device.MarkerReply;
import io.trialsync.device.Markers;
import io.trialsync.device.RawExchange;
import io.trialsync.device.RecordingControl;
import io.trialsync.device.SyncChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The simulated phone as sessions see it: through its address and the link to a real phone. */
class SimulatedDeviceTests {

    private static final String ADDRESS =
            "simulated:neon?offset=840ms&drift=25ppm&forward=1ms..4ms&backward=0ns..300us&seed=7&recording-delay=0ms";

    @Test
    void anAddressOpensAPhoneThatIsMarkedAsSimulated() throws Exception {
        try (Device device = open()) {
            assertThat(device).isInstanceOf(SimulatedDevice.class);
            assertThat(device.simulated()).isTrue();
            assertThat(device.identity().model()).isEqualTo("Neon");
            assertThat(device.identity().name()).isEqualTo("Neon Companion");
            assertThat(device.identity().serial()).isPresent();
            assertThat(device.status().values()).containsEntry("battery_level", "97");
        }
    }

    @Test
    void everyStampIsTrulyTakenBetweenSendAndReceive() throws Exception {
        try (SimulatedDevice device = open()) {
            SyncChannel sync = device.syncChannel().orElseThrow();
            Markers markers = device.markers().orElseThrow();
            List<long[]> limits = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                RawExchange exchange = sync.exchange();
                limits.add(new long[] {exchange.sendNanoTime(), exchange.receiveNanoTime(), exchange.deviceNanos()});
                MarkerReply reply = markers.send("trial." + i, OptionalLong.empty());
                limits.add(new long[] {reply.sendNanoTime(), reply.receiveNanoTime(), reply.deviceNanos()});
            }
            List<GivenStamp> stamps = device.companion().givenStamps();
            assertThat(stamps).hasSameSizeAs(limits);
            for (int i = 0; i < stamps.size(); i++) {
                assertThat(stamps.get(i).trueNanoTime()).isBetween(limits.get(i)[0], limits.get(i)[1]);
                assertThat(stamps.get(i).deviceNanos()).isEqualTo(limits.get(i)[2]);
            }
        }
    }

    @Test
    void recordingsStartAndStopThroughTheLink() throws Exception {
        try (SimulatedDevice device = open()) {
            RecordingControl recordings = device.recordingControl().orElseThrow();

            String id = recordings.start();
            assertThat(recordings.current()).hasValue(id);
            assertThat(device.markers()
                            .orElseThrow()
                            .send("x", OptionalLong.of(5))
                            .recordingId())
                    .hasValue(id);
            recordings.stopAndSave();
            assertThat(recordings.current()).isEmpty();
            assertThatThrownBy(recordings::cancel).hasMessageContaining("Recording not running");
        }
    }

    @Test
    void closingTheDeviceClosesThePhone() throws Exception {
        SimulatedDevice device = open();
        int port = device.companion().port();
        device.close();
        device.close();

        assertThatThrownBy(() -> {
                    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                        socket.getInputStream();
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void aWrongAddressStartsNothing() {
        assertThatThrownBy(() -> Devices.onClassPath(getClass().getClassLoader())
                        .open(DeviceAddress.parse("simulated:neon?delay=fast"), DeviceContext.system()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("delay=fast: ");
    }

    private static SimulatedDevice open() throws Exception {
        return (SimulatedDevice) Devices.onClassPath(SimulatedDeviceTests.class.getClassLoader())
                .open(DeviceAddress.parse(ADDRESS), DeviceContext.system());
    }
}
