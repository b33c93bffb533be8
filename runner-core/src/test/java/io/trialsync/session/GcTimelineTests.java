// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GcTimelineTests {

    private static final long MILLI_NANOS = 1_000_000;

    private final GcTimeline timeline = new GcTimeline(0, 10_000 * MILLI_NANOS);

    @Test
    void withoutACollectionTheCountMayHaveBegunAtAnyTime() {
        assertThat(timeline.uncertaintyNanos()).isEqualTo(5_000 * MILLI_NANOS + MILLI_NANOS / 2);
    }

    @Test
    void aCollectionBetweenTwoReadingsNarrowsItDown() {
        // the count's zero is at 107 ms; a collection from its 900th to 920th millisecond
        timeline.endedBefore(1_029 * MILLI_NANOS, 920);
        timeline.beganAfter(1_006 * MILLI_NANOS, 900);
        assertThat(timeline.uncertaintyNanos()).isLessThanOrEqualTo(3 * MILLI_NANOS);
        assertThat(Math.abs(timeline.nanoTime(2_000) - 2_107 * MILLI_NANOS))
                .isLessThanOrEqualTo(timeline.uncertaintyNanos());
    }

    @Test
    void whatContradictsIsLeftOut() {
        timeline.endedBefore(1_029 * MILLI_NANOS, 920);
        long before = timeline.uncertaintyNanos();
        timeline.beganAfter(5_000 * MILLI_NANOS, 900);
        assertThat(timeline.uncertaintyNanos()).isEqualTo(before);
    }

    @Test
    void cyclesBesideTheProgramAreNoPauses() {
        assertThat(GcWatch.isPausing("ZGC Cycles", "end of GC cycle")).isFalse();
        assertThat(GcWatch.isPausing("Shenandoah Cycles", "end of GC cycle")).isFalse();
        assertThat(GcWatch.isPausing("ZGC Pauses", "end of GC pause")).isTrue();
        assertThat(GcWatch.isPausing("Shenandoah Pauses", "Init Mark")).isTrue();
        assertThat(GcWatch.isPausing("G1 Young Generation", "end of minor GC")).isTrue();
    }
}
