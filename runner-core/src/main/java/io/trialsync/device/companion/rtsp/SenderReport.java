// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.rtsp;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What an RTCP sender report (RFC 3550, 6.4.1) says of time: one instant on both clocks.
 *
 * @param unixNanos the instant in nanoseconds since 1970
 * @param rtpTimestamp the same instant in ticks of the stream's clock, unsigned
 */
record SenderReport(long unixNanos, int rtpTimestamp) {

    private static final int PACKET_TYPE = 200;
    private static final int HEADER_BYTES = 4;
    private static final int TIME_BYTES = 16;
    private static final long NTP_TO_UNIX_SECONDS = 2_208_988_800L;

    /** NTP seconds turn over in 2036; by the convention of RFC 4330, those without the highest bit lie after that. */
    private static final long ERA_SECONDS = 1L << 32;

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long HALF_FRACTION = 1L << 31;

    /** {@return the last sender report of a compound packet; empty if it holds none, or none that knows the time} */
    static Optional<SenderReport> find(ByteBuffer datagram) {
        ByteBuffer in = datagram.duplicate();
        Optional<SenderReport> found = Optional.empty();
        while (in.remaining() >= HEADER_BYTES) {
            int flags = in.get() & 0xff;
            int type = in.get() & 0xff;
            int bytes = Integer.BYTES * (in.getShort() & 0xffff);
            if (flags >> 6 != 2 || bytes > in.remaining()) {
                return found;
            }
            int next = in.position() + bytes;
            if (type == PACKET_TYPE && bytes >= TIME_BYTES) {
                Optional<SenderReport> before = found;
                found = time(in).or(() -> before);
            }
            in.position(next);
        }
        return found;
    }

    private static Optional<SenderReport> time(ByteBuffer in) {
        in.getInt(); // the synchronisation source, which a stream of one source need not tell
        long seconds = in.getInt() & 0xffff_ffffL;
        long fraction = in.getInt() & 0xffff_ffffL;
        int rtpTimestamp = in.getInt();
        if (seconds == 0 && fraction == 0) {
            return Optional.empty(); // a sender without a wall clock
        }
        long unixSeconds = seconds + (seconds < ERA_SECONDS / 2 ? ERA_SECONDS : 0) - NTP_TO_UNIX_SECONDS;
        long nanos = (fraction * SECOND_NANOS + HALF_FRACTION) >>> 32;
        return Optional.of(new SenderReport(unixSeconds * SECOND_NANOS + nanos, rtpTimestamp));
    }
}
