// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.ntp;

/**
 * The 64-bit time stamps of NTP: seconds since 1900 in the upper half, their fraction in the lower one, which begin anew in
 * February 2036.
 */
final class NtpTime {

    /** From 1900 to 1970. */
    private static final long EPOCH_SECONDS = 2_208_988_800L;

    private static final long ERA_SECONDS = 1L << 32;
    private static final long HALF = 0xFFFF_FFFFL;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private NtpTime() {}

    /**
     * {@return a time stamp as nanoseconds since 1970, rounded down; one whose first bit is not set is of the next era, from 2036
     * to 2104 (RFC 4330, 3)}
     */
    static long toUnixNanos(long stamp) {
        long seconds = stamp >>> 32;
        if (stamp >= 0) {
            seconds += ERA_SECONDS;
        }
        return (seconds - EPOCH_SECONDS) * NANOS_PER_SECOND + (((stamp & HALF) * NANOS_PER_SECOND) >>> 32);
    }

    /** {@return the time stamp of nanoseconds since 1970, rounded down to a quarter of a nanosecond} */
    static long ofUnixNanos(long nanos) {
        long seconds = Math.floorDiv(nanos, NANOS_PER_SECOND) + EPOCH_SECONDS;
        long fraction = (Math.floorMod(nanos, NANOS_PER_SECOND) << 32) / NANOS_PER_SECOND;
        return seconds << 32 | fraction;
    }

    /** {@return seconds in sixteen bits with a fraction in sixteen more, as nanoseconds, rounded up} */
    static long ofShort(int seconds16dot16) {
        return (Integer.toUnsignedLong(seconds16dot16) * NANOS_PER_SECOND + 0xFFFF) >>> 16;
    }
}
