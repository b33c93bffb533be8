// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.trialsync.clock.StampRule;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.DeviceException;
import io.trialsync.device.Markers;
import io.trialsync.device.SyncChannel;
import io.trialsync.device.companion.ScriptedPhone.Received;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A phone's address may become that of another participant's phone at any time, without a word. */
class PhoneGuardTests {

    private static final String OURS = "a41fe4fe2bccf6c3";
    private static final String THEIRS = "bbbbbbbbbbbbbbbb";

    private final AtomicReference<String> id = new AtomicReference<>(OURS);
    private final Semaphore echoes = new Semaphore(0);

    @Test
    void aMarkerNeverReachesAnotherPhoneThatHasTakenTheAddress() throws IOException {
        try (ScriptedPhone phone = phone(0);
                CompanionDevice device = connect(phone)) {
            Markers markers = device.markers().orElseThrow();
            markers.send("one", OptionalLong.empty());
            id.set(THEIRS);
            phone.hangUp();

            // at once, before any status feed could have noticed
            for (int i = 0; i < 3; i++) {
                assertThat(catchThrowable(() -> markers.send("two", OptionalLong.empty())))
                        .isInstanceOf(DeviceException.class);
            }
            assertThat(catchThrowable(() -> markers.send("two", OptionalLong.empty())))
                    .hasMessageContaining("its id is [" + THEIRS + "]");
            assertThat(catchThrowable(device::status)).hasMessageContaining("it is not used");

            id.set(OURS);
            device.status();
            markers.send("three", OptionalLong.of(1_744_271_291_692_745_000L));
            assertThat(phone.received())
                    .filteredOn(request -> request.line().startsWith("POST"))
                    .extracting(Received::body)
                    .containsExactly("{\"name\":\"one\"}", "{\"name\":\"three\",\"timestamp\":1744271291692745000}");
        }
    }

    @Test
    void timeEchoIsNotAskedAgainOfAnotherPhone() throws Exception {
        try (ScriptedPhone echo = ScriptedPhone.tcp(this::echo);
                ScriptedPhone phone = phone(echo.port());
                CompanionDevice device = connect(phone)) {
            SyncChannel channel = device.syncChannel().orElseThrow();
            channel.exchange();
            awaitEcho();
            id.set(THEIRS);
            echo.hangUp();

            assertThat(catchThrowable(channel::exchange)).isInstanceOf(DeviceException.class);
            assertThat(catchThrowable(channel::exchange)).hasMessageContaining("its id is [" + THEIRS + "]");
            assertThat(echoes.availablePermits()).isZero();

            id.set(OURS);
            channel.exchange();
            awaitEcho();
        }
    }

    private void awaitEcho() throws InterruptedException {
        assertThat(echoes.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }

    private void echo(InputStream in, OutputStream out) throws IOException {
        for (byte[] request = in.readNBytes(8); request.length == 8; request = in.readNBytes(8)) {
            out.write(ByteBuffer.allocate(16)
                    .put(request)
                    .putLong(System.currentTimeMillis())
                    .array());
            out.flush();
            // only what the client could still hear
            echoes.release();
        }
    }

    private ScriptedPhone phone(int timeEchoPort) throws IOException {
        return ScriptedPhone.http((request, out) -> ScriptedPhone.reply(
                out,
                200,
                request.line().startsWith("POST")
                        ? "{\"result\":{\"recording_id\":null,\"timestamp\":1744271292116000000}}"
                        : "{\"result\":[{\"model\":\"Phone\",\"data\":{\"device_id\":\"" + id.get()
                                + "\",\"time_echo_port\":" + timeEchoPort + "}}]}"));
    }

    private static CompanionDevice connect(ScriptedPhone phone) throws IOException {
        return CompanionDevice.connect("127.0.0.1", phone.port(), StampRule.UNKNOWN, false, DeviceContext.system());
    }
}
