// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The values of the room: limits, sync points, uncertainties, converted times, knots, assumptions. */
class ClockValuesTests {

    private static final Bound WHOLE = new Bound(Long.MIN_VALUE, Long.MAX_VALUE);

    @Test
    void limitsContainTheirBorders() {
        Bound bound = new Bound(-3, 5);

        assertThat(bound.contains(-3)).isTrue();
        assertThat(bound.contains(5)).isTrue();
        assertThat(bound.contains(-4)).isFalse();
        assertThat(bound.contains(6)).isFalse();
        assertThat(bound.widthNanos()).isEqualTo(8);
        assertThat(bound.fartherFrom(-2)).isEqualTo(7);
    }

    @Test
    void limitsCanBeMovedGrownAndJoined() {
        Bound bound = new Bound(-3, 5);

        assertThat(bound.shift(10)).isEqualTo(new Bound(7, 15));
        assertThat(bound.grow(2)).isEqualTo(new Bound(-5, 7));
        assertThat(bound.hull(new Bound(9, 12))).isEqualTo(new Bound(-3, 12));
        assertThat(bound.including(-7)).isEqualTo(new Bound(-7, 5));
        assertThat(bound.including(0)).isEqualTo(bound);
    }

    @Test
    void limitsAtTheEndsOfLongStayThere() {
        assertThat(WHOLE.widthNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(WHOLE.fartherFrom(1)).isEqualTo(Long.MAX_VALUE);
        assertThat(WHOLE.grow(1)).isEqualTo(WHOLE);
        assertThat(new Bound(0, Long.MAX_VALUE).shift(9)).isEqualTo(new Bound(9, Long.MAX_VALUE));
        assertThat(new Bound(Long.MIN_VALUE, 0).shift(-9)).isEqualTo(new Bound(Long.MIN_VALUE, -9));
    }

    @Test
    void limitsTheWrongWayRoundAreRefused() {
        assertThatThrownBy(() -> new Bound(2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("earliest [2] is after latest [1]");
    }

    @Test
    void aSyncPointOfExactStampsHasHalfItsRoundTripToEitherSide() {
        assertThat(new SyncPoint(1000, 400, 7).offsetLimits()).isEqualTo(new Bound(596, 604));
        assertThat(new SyncPoint(1000, 400, Long.MAX_VALUE).offsetLimits().contains(0))
                .isTrue();
    }

    @Test
    void aSyncPointIsRefusedIfItContradictsItself() {
        assertThatThrownBy(() -> new SyncPoint(0, 0, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("round trip time [-1] is negative");
        assertThatThrownBy(() -> new SyncPoint(10, 0, 1, new Bound(11, 12)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("offset [10] is not within its limits");
        assertThatThrownBy(() -> new SyncPoint(Long.MIN_VALUE, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("host time [-9223372036854775808] is not within");
        assertThatThrownBy(() -> new SyncPoint((1L << 62) - 1, -1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("offset [4611686018427387904] is not within");
    }

    @Test
    void anUncertaintyIsTheSumOfItsPartsAndIsCutAtTheRandomPartFirst() {
        assertThat(new Uncertainty(3, 4).totalNanos()).isEqualTo(7);
        assertThat(new Uncertainty(3, 4).atMost(5)).isEqualTo(new Uncertainty(1, 4));
        assertThat(new Uncertainty(3, 4).atMost(2)).isEqualTo(new Uncertainty(0, 2));
        assertThat(Uncertainty.of(10, 4)).isEqualTo(new Uncertainty(6, 4));
        assertThat(Uncertainty.of(3, 4)).isEqualTo(new Uncertainty(0, 3));
        assertThat(new Uncertainty(Long.MAX_VALUE, 4).totalNanos()).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> new Uncertainty(-1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Uncertainty(0, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aConvertedTimeLiesWithinItsLimitsAndItsUncertaintyDoesNotReachBeyondThem() {
        Uncertainty wide = new Uncertainty(100, 3);

        assertThat(new HostTime(5, wide, new Bound(0, 7), false).uncertainty()).isEqualTo(new Uncertainty(2, 3));
        assertThat(new DeviceTime(5, wide, new Bound(0, 7), false).uncertainty())
                .isEqualTo(new Uncertainty(2, 3));
        assertThatThrownBy(() -> new HostTime(8, wide, new Bound(0, 7), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("host time [8] is not within its limits");
        assertThatThrownBy(() -> new DeviceTime(8, wide, new Bound(0, 7), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("device time [8] is not within its limits");
    }

    @Test
    void aKnotLiesWithinItsLimitsAndInRange() {
        assertThatThrownBy(() -> new Knot(0, 3, new Bound(0, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("offset [3] is not within its limits");
        assertThatThrownBy(() -> new Knot(1L << 62, 0, WHOLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("device time [4611686018427387904] is not within ±2^62 ns");
        assertThatThrownBy(() -> new Knot(0, -1L << 62, WHOLE)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 100_001, Double.NaN, Double.POSITIVE_INFINITY})
    void aDriftLimitOutOfRangeIsRefused(double ppm) {
        assertThatThrownBy(() -> new FitAssumptions(ppm, StampRule.FLOORED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("max drift [" + ppm + "] is not above 0 and up to 100000 ppm");
    }

    @Test
    void theDriftLimitGrowsWithDistanceEitherWay() {
        FitAssumptions assumptions = FitAssumptions.with(StampRule.FLOORED);

        assertThat(assumptions.growthNanos(1_000_000_000L)).isEqualTo(600_000);
        assertThat(assumptions.growthNanos(-1_000_000_000L)).isEqualTo(600_000);
        assertThat(assumptions.growthNanos(1)).isEqualTo(1);
        assertThat(assumptions.growthNanos(0)).isZero();
    }

    @Test
    void estimatorsAreChosenByName() {
        assertThat(Estimators.standard().name()).isEqualTo("trialsync");
        assertThat(Estimators.named("median-offset")).isInstanceOf(MedianOffset.class);
        assertThatThrownBy(() -> Estimators.named("best"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("[best] is not an estimator; choose one of trialsync, lowest-rtt, median-offset");
        assertThatThrownBy(() -> new LowestRoundTrip(0)).hasMessage("group size [0] is not positive");
        assertThatThrownBy(() -> new MedianOffset(0)).hasMessage("count [0] is not positive");
    }
}
