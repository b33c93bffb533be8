// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What makes the two baselines the vendors' methods, on exchanges small enough to follow by hand. */
class BaselineTests {

    private static final FitAssumptions FLOORED = FitAssumptions.with(StampRule.FLOORED);
    private static final long MS = 1_000_000L;

    @Test
    void ofFourConsecutiveExchangesTheOneWithTheLowestRoundTripIsKept() {
        List<Exchange> exchanges = List.of(
                exchange(0, 10, 30),
                exchange(1000, 2, 9),
                exchange(2000, 3, 5),
                exchange(3000, 1, 8),
                exchange(4000, 5, 6),
                exchange(5000, 5, 7),
                exchange(6000, 5, 8),
                exchange(7000, 1, 4));

        ClockModel model = new LowestRoundTrip().fit(exchanges, FLOORED);

        assertThat(model.segments().get(0).knots())
                .extracting(Knot::deviceNanos)
                .containsExactly(2003 * MS, 7001 * MS);
        assertThat(model.segments().get(0).systematicNanos()).isEqualTo(2 * MS);
    }

    @Test
    void aShortRestJoinsTheLastFullGroup() {
        List<Exchange> exchanges = List.of(
                exchange(0, 1, 2),
                exchange(1000, 1, 3),
                exchange(2000, 1, 3),
                exchange(3000, 1, 3),
                exchange(4000, 1, 3),
                exchange(5000, 0, 1));

        ClockModel model = new LowestRoundTrip().fit(exchanges, FLOORED);

        assertThat(model.segments().get(0).knots())
                .extracting(Knot::deviceNanos)
                .containsExactly(5000 * MS);
    }

    @Test
    void theFirstExchangeAfterIdlingIsLeftOutUnlessThereIsNoOther() {
        Exchange slow = new Exchange(0, 90 * MS, 100 * MS, 0, true);
        Exchange quick = exchange(1000, 1, 3);

        ClockModel with = new MedianOffset().fit(List.of(slow, quick), FLOORED);
        ClockModel without = new MedianOffset().fit(List.of(slow, slow), FLOORED);

        assertThat(with.segments().get(0).knots().get(0).offsetNanos()).isEqualTo(MS / 2);
        assertThat(with.segments().get(0).measuredHost()).isEqualTo(new Bound(0, 1003 * MS));
        assertThat(without.segments().get(0).knots().get(0).offsetNanos()).isEqualTo(-40 * MS);
    }

    @Test
    void theMedianOfTheFirstFiftyOffsetsIsHeld() {
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            // offsets of 0, 1, 2 … 49 ms in mixed order, then others that do not count
            long offset = i < 50 ? i * 7 % 50 * MS : 500 * MS;
            long device = i * 1000L * MS;
            exchanges.add(new Exchange(device + offset - 300 * MS, device, device + offset + 300 * MS, 0));
        }

        ClockModel model = new MedianOffset().fit(exchanges, FLOORED);

        assertThat(model.steps()).isEmpty();
        assertThat(model.toHost(new long[] {0, 70_000 * MS})).containsExactly(24 * MS + MS / 2, 70_024 * MS + MS / 2);
    }

    @Test
    void exchangesWithinOneMillisecondStampGiveOnePointWithTheNarrowestLimits() {
        List<Exchange> exchanges = new ArrayList<>();
        for (long i = 0; i < 8; i++) {
            exchanges.add(new Exchange(i * 100_000, 0, i * 100_000 + 50_000 + i, MS));
        }

        ClockModel model = new LowestRoundTrip(2).fit(exchanges, FLOORED);

        assertThat(model.segments()).hasSize(1);
        assertThat(model.segments().get(0).knots()).hasSize(1);
        assertThat(model.segments().get(0).systematicNanos()).isBetween(525_000L, 526_000L);
    }

    @Test
    void identicalExchangesAreAModelOfOnePoint() {
        Exchange same = new Exchange(5, 5, 5, 0);
        for (ClockEstimator estimator : Estimators.all()) {
            ClockModel model = estimator.fit(List.of(same, same, same), FLOORED);

            HostTime there = ((Conversion.Converted) model.toHost(5)).hostTime();
            assertThat(there.hostNanos()).isEqualTo(5);
            assertThat(there.limits().contains(5)).isTrue();
            assertThat(there.limits().widthNanos()).isLessThanOrEqualTo(2);
            assertThat(there.extrapolated()).isFalse();
        }
    }

    @Test
    void anEstimateThatIsSteeperThanAnyClockStillHasAnInverseWithinItsLimits() {
        // 100 ms of Wi-Fi on the way there, then on the way back: the offset seems to fall by 90 ms within 20 ms
        List<Exchange> exchanges = List.of(
                new Exchange(0, MS, 100 * MS, 0), new Exchange(101 * MS, 111 * MS, 112 * MS, 0),
                new Exchange(113 * MS, 203 * MS, 214 * MS, 0), new Exchange(215 * MS, 216 * MS, 316 * MS, 0));
        ClockModel model = new LowestRoundTrip(1).fit(exchanges, FLOORED);

        for (long host = -100 * MS; host < 400 * MS; host += MS / 4) {
            DeviceTime device = model.toDevice(host);
            assertThat(device.limits().contains(host))
                    .as("host %d, %s", host, device)
                    .isTrue();
            assertThat(device.limits().contains(device.deviceNanos())).isTrue();
            HostTime back = ((Conversion.Converted) model.toHost(device.deviceNanos())).hostTime();
            assertThat(Math.abs(back.hostNanos() - host))
                    .as("host %d, %s", host, device)
                    .isLessThan(20);
        }
    }

    /** An exchange with a device clock equal to the host's, times in ms. */
    private static Exchange exchange(long send, long forward, long roundTrip) {
        return new Exchange(send * MS, (send + forward) * MS, (send + roundTrip) * MS, 0);
    }
}
