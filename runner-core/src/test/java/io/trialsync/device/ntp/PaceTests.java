// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.ntp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTests {

    private static final long SECOND = 1_000_000_000L;

    private final Pace pace = new Pace();

    @Test
    void aShortBurstIsFollowedByAQuestionEveryTwoSeconds() {
        for (int i = 0; i < 6; i++) {
            assertThat(pace.waitNanos(100)).isLessThanOrEqualTo(0);
            pace.asked(100);
        }
        assertThat(pace.waitNanos(100)).isEqualTo(2 * SECOND);
        assertThat(pace.waitNanos(100 + 2 * SECOND)).isLessThanOrEqualTo(0);
    }

    @Test
    void aServerThatAsksForFewerQuestionsIsAskedHalfAsOftenEachTime() {
        pace.asked(0);
        pace.slower();
        assertThat(pace.waitNanos(0)).isEqualTo(4 * SECOND);
        pace.slower();
        assertThat(pace.waitNanos(0)).isEqualTo(8 * SECOND);
        for (int i = 0; i < 100; i++) {
            pace.slower();
        }
        assertThat(pace.waitNanos(0)).isEqualTo(1_024 * SECOND);
    }
}
