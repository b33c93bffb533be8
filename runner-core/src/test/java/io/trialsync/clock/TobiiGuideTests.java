// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The worked example of Tobii's guide to time synchronisation: sync points, and one device time put on the host. */
class TobiiGuideTests {

    private static final long[][] DEVICE_HOST_RTT_MICROS = {
        {31324564, 56363235478L, 612},
        {32324523, 56364235543L, 822},
        {33324453, 56365235985L, 4412},
        {34324938, 56366235194L, 542},
        {35324129, 56367235037L, 2612},
    };

    @Test
    void theWorkedExampleComesOutToTheMicrosecond() {
        ClockModel model = LowestRoundTrip.interpolate(points(), FitAssumptions.with(StampRule.FLOORED));

        HostTime host = converted(model.toHost(33_654_613_000L));

        assertThat(Math.round(host.hostNanos() / 1e3)).isEqualTo(56_365_565_724L);
        assertThat(host.extrapolated()).isFalse();
        assertThat(host.limits().contains(host.hostNanos())).isTrue();
    }

    @Test
    void theOrderOfThePointsDoesNotMatter() {
        List<SyncPoint> reversed = new ArrayList<>(points());
        Collections.reverse(reversed);

        ClockModel model = LowestRoundTrip.interpolate(reversed, FitAssumptions.with(StampRule.FLOORED));

        assertThat(model.toHost(new long[] {33_654_613_000L})).containsExactly(56_365_565_723_920L);
    }

    @Test
    void everyPointKeepsItsOwnHostTimeAndHalfItsRoundTrip() {
        ClockModel model = LowestRoundTrip.interpolate(points(), FitAssumptions.with(StampRule.FLOORED));

        for (SyncPoint point : points()) {
            HostTime host = converted(model.toHost(point.deviceNanos()));
            assertThat(host.hostNanos()).isEqualTo(point.hostNanos());
            assertThat(host.uncertainty().totalNanos())
                    .isBetween(point.roundTripNanos() / 2, point.roundTripNanos() / 2 + 1);
        }
    }

    @Test
    void theInverseOfTheWorkedExampleComesBack() {
        ClockModel model = LowestRoundTrip.interpolate(points(), FitAssumptions.with(StampRule.FLOORED));

        assertThat(model.toDevice(56_365_565_723_920L).deviceNanos()).isBetween(33_654_612_999L, 33_654_613_001L);
    }

    private static List<SyncPoint> points() {
        List<SyncPoint> points = new ArrayList<>();
        for (long[] micros : DEVICE_HOST_RTT_MICROS) {
            points.add(new SyncPoint(micros[1] * 1000, micros[0] * 1000, micros[2] * 1000));
        }
        return points;
    }

    private static HostTime converted(Conversion conversion) {
        return ((Conversion.Converted) conversion).hostTime();
    }
}
