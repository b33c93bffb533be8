// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UtcTimelineTests {

    private static final long SECOND = 1_000_000_000L;
    private static final long EPOCH = 1_760_000_000L * SECOND;
    private static final HostAnchor ORIGIN = new HostAnchor(500, EPOCH + 500, 60);

    @Test
    void theOriginAloneGivesUtcThatGrowsMoreUncertainBy600Ppm() {
        UtcTimeline timeline = new UtcTimeline(ORIGIN, List.of());

        assertThat(timeline.at(EPOCH + 500)).isEqualTo(new UtcTime(EPOCH + 500, 130));
        assertThat(timeline.at(EPOCH + 500 + SECOND)).isEqualTo(new UtcTime(EPOCH + 500 + SECOND, 600_130));
        assertThat(timeline.at(EPOCH + 500 - SECOND)).isEqualTo(new UtcTime(EPOCH + 500 - SECOND, 600_130));
    }

    @Test
    void betweenTwoAnchorsTheWallClockGainsEvenly() {
        UtcTimeline timeline = new UtcTimeline(ORIGIN, List.of(ORIGIN, anchor(100 * SECOND, 4_000_000, 300)));

        assertThat(timeline.at(EPOCH + 500 + 25 * SECOND))
                .isEqualTo(new UtcTime(EPOCH + 500 + 25 * SECOND + 1_000_000, 250));
        assertThat(timeline.at(EPOCH + 500 + 100 * SECOND))
                .isEqualTo(new UtcTime(EPOCH + 500 + 100 * SECOND + 4_000_000, 250));
        assertThat(timeline.at(EPOCH + 500)).isEqualTo(new UtcTime(EPOCH + 500, 130));
    }

    @Test
    void beyondTheLastAnchorItsDifferenceIsHeld() {
        UtcTimeline timeline = new UtcTimeline(ORIGIN, List.of(ORIGIN, anchor(100 * SECOND, 4_000_000, 300)));

        assertThat(timeline.at(EPOCH + 500 + 110 * SECOND))
                .isEqualTo(new UtcTime(EPOCH + 500 + 110 * SECOND + 4_000_000, 6_000_250));
    }

    @Test
    void aWallClockThatWasSetBetweenTwoAnchorsMakesTheWholeJumpUncertainThereAndNowhereElse() {
        UtcTimeline timeline = new UtcTimeline(
                ORIGIN,
                List.of(
                        ORIGIN,
                        anchor(10 * SECOND, 0, 60),
                        anchor(20 * SECOND, -3600 * SECOND, 60),
                        anchor(30 * SECOND, -3600 * SECOND, 60)));

        assertThat(timeline.at(EPOCH + 500 + 5 * SECOND).uncertaintyNanos()).isEqualTo(130);
        assertThat(timeline.at(EPOCH + 500 + 11 * SECOND).uncertaintyNanos()).isEqualTo(3600 * SECOND + 130);
        assertThat(timeline.at(EPOCH + 500 + 19 * SECOND).uncertaintyNanos()).isEqualTo(3600 * SECOND + 130);
        assertThat(timeline.at(EPOCH + 500 + 25 * SECOND))
                .isEqualTo(new UtcTime(EPOCH + 500 + 25 * SECOND - 3600 * SECOND, 130));
    }

    @Test
    void aDifferenceThatDriftAndWidthsCanExplainIsNoJump() {
        long hidden = 6_000_000 + 30 + 30 + 200;

        assertThat(uncertaintyBetweenAnchorsThatDifferBy(hidden)).isEqualTo(130);
        assertThat(uncertaintyBetweenAnchorsThatDifferBy(hidden + 1)).isEqualTo(hidden + 1 + 130);
        assertThat(uncertaintyBetweenAnchorsThatDifferBy(-hidden - 1)).isEqualTo(hidden + 1 + 130);
    }

    @Test
    void theTrueWallClockLiesWithinTheUncertaintyWhereverItWasSet() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            double ppm = random.nextInt(-500, 500);
            long set = random.nextLong(1000 * SECOND);
            long jump = random.nextBoolean() ? 0 : random.nextLong(-3600 * SECOND, 3600 * SECOND);
            List<HostAnchor> anchors = new ArrayList<>();
            for (long at = random.nextLong(100 * SECOND); at < 1000 * SECOND; at += 1 + random.nextLong(100 * SECOND)) {
                long width = random.nextLong(2_000);
                long error = random.nextLong(-width / 2, width / 2 + 1);
                anchors.add(new HostAnchor(at, EPOCH + at + ahead(at, ppm, set, jump) + error, width));
            }
            HostAnchor origin = anchors.get(0);
            UtcTimeline timeline = new UtcTimeline(origin, anchors);
            for (int i = 0; i < 200; i++) {
                long at = random.nextLong(
                        anchors.get(0).nanoTime(),
                        anchors.get(anchors.size() - 1).nanoTime() + 1);
                UtcTime utc = timeline.at(at + origin.utcMinusNanoTime());
                long truth = EPOCH + at + ahead(at, ppm, set, jump);
                // a jump below what drift can explain is not seen at all
                long unseen = Math.abs(jump) < 200_000_000 ? Math.abs(jump) : 0;
                assertThat(Math.abs(utc.utcNanos() - truth))
                        .as("seed %d, host %d, %s", seed, at, utc)
                        .isLessThanOrEqualTo(utc.uncertaintyNanos() + unseen + 2);
            }
        }
    }

    @Test
    void twoAnchorsAtOneInstantAreNoFault() {
        UtcTimeline timeline = new UtcTimeline(ORIGIN, List.of(ORIGIN, ORIGIN, ORIGIN));

        assertThat(timeline.at(EPOCH + 500).utcNanos()).isEqualTo(EPOCH + 500);
        assertThat(timeline.at(EPOCH + 501).utcNanos()).isEqualTo(EPOCH + 501);
    }

    @Test
    void anchorsOutOfOrderAreRefused() {
        List<HostAnchor> anchors = List.of(anchor(10 * SECOND, 0, 60), ORIGIN);

        assertThatThrownBy(() -> new UtcTimeline(ORIGIN, anchors))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("anchor 1 at host time [" + (EPOCH + 500) + "] was taken before the one listed before it ["
                        + (EPOCH + 500 + 10 * SECOND) + "]");
    }

    @Test
    void timesOutOfRangeAreRefused() {
        UtcTimeline timeline = new UtcTimeline(ORIGIN, List.of());

        assertThatThrownBy(() -> timeline.at(Long.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("host time [9223372036854775807] is not within");
        HostAnchor farOff = new HostAnchor(Long.MAX_VALUE / 2, 0, 0);
        assertThatThrownBy(() -> new UtcTimeline(ORIGIN, List.of(farOff)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("host time of anchor 0 [");
    }

    private static long uncertaintyBetweenAnchorsThatDifferBy(long nanos) {
        UtcTimeline timeline = new UtcTimeline(ORIGIN, List.of(ORIGIN, anchor(10 * SECOND, nanos, 60)));
        return timeline.at(EPOCH + 500 + 5 * SECOND).uncertaintyNanos();
    }

    private static long ahead(long at, double ppm, long set, long jump) {
        return Math.round(at * ppm * 1e-6) + (at >= set ? jump : 0);
    }

    private static HostAnchor anchor(long afterOrigin, long ahead, long width) {
        return new HostAnchor(500 + afterOrigin, EPOCH + 500 + afterOrigin + ahead, width);
    }
}
