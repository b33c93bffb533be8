// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.rtsp;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Unix time of RTP timestamps by the latest sender report, in integers: a {@code double} would lose some 240 ns.
 *
 * <p>A timestamp has 32 bits, which at 90 kHz turn over every 13 hours; it is taken to be the one nearest to the report, so up
 * to half a turn before or after it. Not thread-safe.
 */
final class RtpClock {

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final int ticksPerSecond;
    private @Nullable SenderReport report;

    RtpClock(int ticksPerSecond) {
        this.ticksPerSecond = ticksPerSecond;
    }

    /** Go by a report from now on, whatever an earlier one said. */
    void follow(SenderReport latest) {
        report = latest;
    }

    /** {@return a timestamp in nanoseconds since 1970, to the nearest; empty before the first report} */
    OptionalLong unixNanosAt(int rtpTimestamp) {
        if (report == null) {
            return OptionalLong.empty();
        }
        int ticks = rtpTimestamp - report.rtpTimestamp(); // in 32 bits, so that the turn does not matter
        long nanos = Math.floorDiv(ticks * SECOND_NANOS + ticksPerSecond / 2, ticksPerSecond);
        return OptionalLong.of(report.unixNanos() + nanos);
    }
}
