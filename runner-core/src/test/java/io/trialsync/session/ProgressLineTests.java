// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressLineTests {

    private static final long SECOND_NANOS = 1_000_000_000L;

    private static TrialReport report(OptionalLong uncertaintyNanos, OptionalLong remainingNanos) {
        OptionalInt planned = remainingNanos.isPresent() ? OptionalInt.of(24) : OptionalInt.empty();
        return new TrialReport(
                7, planned, 1, "set size 8", Completion.COMPLETED, uncertaintyNanos, SECOND_NANOS, remainingNanos);
    }

    @Test
    void whatIsNotKnownIsNotSaid() {
        assertThat(ProgressLine.of(report(OptionalLong.empty(), OptionalLong.empty())))
                .isEqualTo("trial 7 completed: set size 8");
    }

    @Test
    void theRemainingTimeIsRoundedForPeople() {
        assertThat(ProgressLine.of(report(OptionalLong.of(400_000), OptionalLong.of(180 * SECOND_NANOS))))
                .isEqualTo("trial 7 of 24 completed: set size 8 (sync ±400 µs, about 3 min left)");
        assertThat(left(0)).endsWith("(the last one)");
        assertThat(left(SECOND_NANOS / 3)).endsWith("(less than a second left)");
        assertThat(left(89 * SECOND_NANOS)).endsWith("(about 89 s left)");
        assertThat(left(3 * 3600 * SECOND_NANOS)).endsWith("(about 3 h left)");
    }

    private static String left(long nanos) {
        return ProgressLine.of(report(OptionalLong.empty(), OptionalLong.of(nanos)));
    }

    @Test
    void aFurtherAttemptIsSaid() {
        assertThat(ProgressLine.of(new TrialReport(
                        2,
                        OptionalInt.empty(),
                        3,
                        "search",
                        Completion.TIMED_OUT,
                        OptionalLong.empty(),
                        1,
                        OptionalLong.empty())))
                .isEqualTo("trial 2 (attempt 3) timed out: search");
    }
}
