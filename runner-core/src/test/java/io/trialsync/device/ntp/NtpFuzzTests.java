// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.ntp;

import io.trialsync.fuzz.Fuzz;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class NtpFuzzTests {

    private static final long NONCE = 0x1234_5678_9abc_def0L;

    @Test
    void everyPacketIsATimeOrSaysWhyItIsNone() {
        byte[] packet = ByteBuffer.allocate(NtpReply.PACKET_BYTES)
                .put(0, (byte) 0x24)
                .put(1, (byte) 2)
                .put(3, (byte) -20)
                .putLong(16, 0xe900_0000_0000_0000L)
                .putLong(24, NONCE)
                .putLong(32, 0xe900_0001_0000_0000L)
                .putLong(40, 0xe900_0001_0001_0000L)
                .array();
        byte[] kiss = packet.clone();
        kiss[1] = 0;
        Fuzz.of(packet, kiss).run(20_000, bytes -> {
            NtpReply.parse(bytes, bytes.length, NONCE);
            byte[] answer = bytes.length < NtpReply.PACKET_BYTES ? bytes : withNonce(bytes);
            NtpReply.parse(answer, answer.length, NONCE);
        });
    }

    private static byte[] withNonce(byte[] bytes) {
        return ByteBuffer.wrap(bytes.clone()).putLong(24, NONCE).array();
    }
}
