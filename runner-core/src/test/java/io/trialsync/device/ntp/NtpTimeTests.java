// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.ntp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NtpTimeTests {

    private static long nanos(String instant) {
        Instant time = Instant.parse(instant);
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }

    @Test
    void theEraThatEndsIn2036IsCountedFrom1900() {
        assertThat(NtpTime.toUnixNanos(0x83AA7E80_00000000L)).isZero();
        assertThat(NtpTime.toUnixNanos(0xFFFFFFFF_80000000L)).isEqualTo(nanos("2036-02-07T06:28:15.5Z"));
    }

    @Test
    void theNextEraFollowsWithoutAGap() {
        assertThat(NtpTime.toUnixNanos(0x00000000_00000001L)).isEqualTo(nanos("2036-02-07T06:28:16Z"));
        assertThat(NtpTime.toUnixNanos(0x00000001_40000000L)).isEqualTo(nanos("2036-02-07T06:28:17.25Z"));
    }

    @Test
    void stampsKeepTheirNanoseconds() {
        long seed = 20261122;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 10_000; i++) {
            long nanos = random.nextLong(0, nanos("2100-01-01T00:00:00Z"));
            assertThat(nanos - NtpTime.toUnixNanos(NtpTime.ofUnixNanos(nanos)))
                    .as("seed %d, %d ns", seed, nanos)
                    .isBetween(0L, 1L);
        }
    }

    @Test
    void shortFormatsAreSecondsWithSixteenBitsOfFraction() {
        assertThat(NtpTime.ofShort(0x0001_8000)).isEqualTo(1_500_000_000L);
        assertThat(NtpTime.ofShort(-1)).isEqualTo(65_535_999_984_742L);
    }
}
