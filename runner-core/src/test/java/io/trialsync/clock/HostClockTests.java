// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class HostClockTests {

    private static final long EPOCH = 1_760_000_000_000_000_000L;

    /** A machine whose monotonic clock moves only by what reading its clocks takes. */
    private static final class Machine {
        private long nanoTime;
        private long wallAhead;
        private final Queue<Long> readingTakes = new ArrayDeque<>();

        Machine(long nanoTime) {
            this.nanoTime = nanoTime;
            this.wallAhead = EPOCH - nanoTime;
        }

        long nanoTime() {
            return nanoTime;
        }

        Instant wallClock() {
            Long takes = readingTakes.poll();
            long half = takes == null ? 50 : takes / 2;
            nanoTime += half;
            Instant now = Instant.ofEpochSecond(0, nanoTime + wallAhead);
            nanoTime += half;
            return now;
        }

        HostClock clock() {
            return new HostClock(this::nanoTime, this::wallClock);
        }
    }

    @Test
    void hostTimeIsTheMonotonicClockAnchoredToTheEpoch() {
        Machine machine = new Machine(77);
        HostClock clock = machine.clock();

        assertThat(clock.nowNanos()).isEqualTo(machine.nanoTime + machine.wallAhead);
        machine.nanoTime += 123_456;
        assertThat(clock.nowNanos()).isEqualTo(machine.nanoTime + machine.wallAhead);
        assertThat(clock.nanoTime()).isEqualTo(machine.nanoTime);
        assertThat(clock.toHostNanos(clock.nanoTime())).isEqualTo(clock.nowNanos());
    }

    @Test
    void theNarrowestOfSeveralReadingsBecomesTheAnchor() {
        Machine machine = new Machine(0);
        HostClock clock = machine.clock();
        for (long takes : new long[] {9_000, 4_000, 80_000, 60, 700, 5_000, 60, 9_000, 9_000}) {
            machine.readingTakes.add(takes);
        }
        long before = machine.nanoTime;

        HostAnchor anchor = clock.anchor();

        assertThat(anchor.widthNanos()).isEqualTo(60);
        assertThat(anchor.nanoTime()).isEqualTo(before + 9_000 + 4_000 + 80_000 + 30);
        assertThat(anchor.utcMinusNanoTime()).isEqualTo(machine.wallAhead);
    }

    @Test
    void theTimelineDoesNotStepWhenTheWallClockIsSet() {
        Machine machine = new Machine(5);
        HostClock clock = machine.clock();
        long before = clock.nowNanos();

        machine.wallAhead += 3_600_000_000_000L;
        HostAnchor later = clock.anchor();

        assertThat(clock.nowNanos() - before).isBetween(0L, 10_000L);
        assertThat(later.utcMinusNanoTime() - clock.origin().utcMinusNanoTime()).isEqualTo(3_600_000_000_000L);
    }

    @Test
    void aMonotonicClockThatIsNegativeOrWrapsAroundMakesNoDifference() {
        Machine machine = new Machine(Long.MAX_VALUE - 5_000);
        HostClock clock = machine.clock();
        long before = clock.nowNanos();

        machine.nanoTime += 10_000;

        assertThat(machine.nanoTime).isNegative();
        assertThat(clock.nowNanos() - before).isEqualTo(10_000);
    }

    @Test
    void theMachinesOwnClocksAgreeWithTheWallClock() {
        HostClock clock = HostClock.system();

        assertThat(clock.origin().widthNanos()).isNotNegative();
        assertThat(clock.nowNanos())
                .isGreaterThan(clock.origin().utcNanos() - clock.origin().widthNanos());
    }

    @Test
    void anAnchorOutOfRangeIsRefused() {
        assertThatThrownBy(() -> new HostAnchor(0, 0, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("width [-1] of a host anchor is negative");
        assertThatThrownBy(() -> new HostAnchor(0, Long.MAX_VALUE, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("utc time [9223372036854775807] is not within");
    }
}
