// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.trialsync.clock.StampRule;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.DeviceException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileStatusTests {

    @Test
    void aStatusThatDripsInIsGivenUp() throws IOException {
        assertRefused(
                (request, out) -> {
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(US_ASCII));
                    drip(out);
                },
                "it took too long");
    }

    @Test
    void aHeadThatDripsInIsGivenUp() throws IOException {
        assertRefused((request, out) -> drip(out), "it took too long");
    }

    private static void drip(OutputStream out) throws IOException {
        while (true) {
            out.write('H');
            out.flush();
            LockSupport.parkNanos(200_000_000);
        }
    }

    @Test
    void aStatusWithoutEndIsNotReadToItsEnd() throws IOException {
        byte[] rubbish = "[".repeat(1 << 16).getBytes(US_ASCII);
        assertRefused(
                (request, out) -> {
                    out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
                    while (true) {
                        out.write(rubbish);
                    }
                },
                "with more than 1048576 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void aBottomlessStatusIsRefused(String opening) throws IOException {
        String body = "{\"result\":" + opening.repeat(10_000);
        assertRefused((request, out) -> ScriptedPhone.reply(out, 200, body), "nested deeper than 64");
    }

    @Test
    void aHeadWithoutEndIsRefused() throws IOException {
        byte[] header = ("X: " + "y".repeat(1_000) + "\r\n").repeat(100).getBytes(US_ASCII);
        assertRefused(
                (request, out) -> {
                    out.write("HTTP/1.1 200 OK\r\n".getBytes(US_ASCII));
                    while (true) {
                        out.write(header);
                    }
                },
                "no answer from the phone");
    }

    private static void assertRefused(ScriptedPhone.Script script, String reason) throws IOException {
        try (ScriptedPhone phone = ScriptedPhone.http(script)) {
            Throwable thrown = catchThrowable(() -> CompanionDevice.connect(
                    "127.0.0.1", phone.port(), StampRule.UNKNOWN, false, DeviceContext.system()));

            assertThat(thrown).isInstanceOf(DeviceException.class).hasMessageContaining(reason);
            assertThat(thrown.getMessage()).doesNotContain("\n").hasSizeLessThan(600);
        }
    }
}
