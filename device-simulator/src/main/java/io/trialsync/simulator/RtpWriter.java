// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.nio.ByteBuffer;

/** Writes RTP packets and RTCP sender reports (RFC 3550) as phones send them. Stateless. */
final class RtpWriter {

    private static final int VERSION = 0x80;
    private static final int HEADER_BYTES = 12;
    private static final int REPORT_BYTES = 28;
    private static final int REPORT_TYPE = 200;
    private static final long NTP_TO_UNIX_SECONDS = 2_208_988_800L;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private RtpWriter() {}

    static byte[] packet(int payloadType, int sequence, int timestamp, int source, byte[] payload) {
        return ByteBuffer.allocate(HEADER_BYTES + payload.length)
                .put((byte) VERSION)
                .put((byte) payloadType)
                .putShort((short) sequence)
                .putInt(timestamp)
                .putInt(source)
                .put(payload)
                .array();
    }

    /** An instant on both clocks; the fraction of the second is rounded to the nearest of its 2^32 parts. */
    static byte[] senderReport(int source, long unixNanos, int timestamp, int packets, int payloadBytes) {
        long seconds = Math.floorDiv(unixNanos, SECOND_NANOS);
        long fraction = ((Math.floorMod(unixNanos, SECOND_NANOS) << 32) + SECOND_NANOS / 2) / SECOND_NANOS;
        return ByteBuffer.allocate(REPORT_BYTES)
                .put((byte) VERSION)
                .put((byte) REPORT_TYPE)
                .putShort((short) (REPORT_BYTES / Integer.BYTES - 1))
                .putInt(source)
                .putInt((int) (seconds + NTP_TO_UNIX_SECONDS))
                .putInt((int) fraction)
                .putInt(timestamp)
                .putInt(packets)
                .putInt(payloadBytes)
                .array();
    }
}
