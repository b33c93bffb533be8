// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class UnwrapTests {

    private static final long MINUTE = 60_000_000_000L;

    @Test
    void aThirtyTwoBitCountOfMicrosecondsGoesOnOverItsTurns() {
        long[] truth = LongStream.range(0, 40)
                .map(i -> 4_000_000_000_000L + i * 17 * MINUTE)
                .toArray();
        long[] counts = LongStream.of(truth).map(t -> (t / 1000) & 0xFFFF_FFFFL).toArray();
        long[] host =
                LongStream.of(truth).map(t -> t + 840_000_000L + t / 20_000).toArray();

        long[] nanos = Unwrap.nanos(counts, host, 1_000, 32);

        assertThat(nanos[0]).isEqualTo(counts[0] * 1000);
        for (int i = 1; i < truth.length; i++) {
            assertThat(nanos[i] - nanos[0]).isEqualTo(truth[i] - truth[0]);
        }
    }

    @Test
    void aPauseOfSeveralTurnsIsBridgedByTheHost() {
        long[] host = {0, 300 * MINUTE};
        long[] counts = {7, (300 * MINUTE / 1000 + 7) & 0xFFFF_FFFFL};

        assertThat(Unwrap.nanos(counts, host, 1_000, 32)).containsExactly(7_000, 300 * MINUTE + 7_000);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> Unwrap.nanos(new long[] {1L << 32}, new long[1], 1_000, 32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("count [4294967296] at index [0] does not fit into [32] bits");
        assertThatThrownBy(() -> Unwrap.nanos(new long[1], new long[2], 1_000, 32))
                .hasMessage("[1] counts and [2] host times; one each is needed");
        assertThatThrownBy(() -> Unwrap.nanos(new long[1], new long[1], 1_000, 63))
                .hasMessageContaining("does not turn within 146 years");
        assertThatThrownBy(() -> Unwrap.nanos(new long[1], new long[1], 0, 32))
                .hasMessageContaining("does not turn within 146 years");
    }
}
