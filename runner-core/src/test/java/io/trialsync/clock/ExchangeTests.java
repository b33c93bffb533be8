// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ExchangeTests {

    private static final long LARGEST = TimeRange.LARGEST_NANOS;

    @Test
    void anExchangeKnowsItsRoundTripAndItsMiddle() {
        Exchange exchange = new Exchange(1000, 70, 1301, 0);

        assertThat(exchange.roundTripNanos()).isEqualTo(301);
        assertThat(exchange.hostMiddleNanos()).isEqualTo(1150);
        assertThat(exchange.first()).isFalse();
    }

    @Test
    void aFlooredStampAllowsTrueDeviceTimesUpToOneResolutionLater() {
        Exchange exchange = new Exchange(1000, 100, 1300, 40);

        assertThat(exchange.offsetLimits(StampRule.FLOORED)).isEqualTo(new Bound(860, 1200));
    }

    @Test
    void aStampOfUnknownRuleAllowsTrueDeviceTimesHalfAResolutionEarlierToo() {
        assertThat(new Exchange(1000, 100, 1300, 40).offsetLimits(StampRule.UNKNOWN))
                .isEqualTo(new Bound(860, 1220));
        assertThat(new Exchange(1000, 100, 1300, 41).offsetLimits(StampRule.UNKNOWN))
                .isEqualTo(new Bound(859, 1221));
    }

    @Test
    void theSyncPointSetsTheMiddleOfTheRoundTripAgainstTheMiddleOfTheResolution() {
        SyncPoint point = new Exchange(1000, 100, 1300, 40).syncPoint(StampRule.UNKNOWN);

        assertThat(point).isEqualTo(new SyncPoint(1150, 120, 300, new Bound(860, 1220)));
        assertThat(point.offsetNanos()).isEqualTo(1030);
    }

    @Test
    void theLimitsOfAPointUsedInAModelAllowForDriftWithinTheResolution() {
        Exchange exchange = new Exchange(0, 0, 10, 1_000_000);

        assertThat(exchange.syncPoint(FitAssumptions.with(StampRule.FLOORED)).offsetLimits())
                .isEqualTo(new Bound(-1_000_600, 610));
    }

    @Test
    void anExchangeWithoutDurationAndResolutionIsAPoint() {
        Exchange exchange = new Exchange(5, 5, 5, 0);

        assertThat(exchange.offsetLimits(StampRule.UNKNOWN)).isEqualTo(new Bound(0, 0));
        assertThat(exchange.syncPoint(StampRule.UNKNOWN).offsetNanos()).isZero();
    }

    @Test
    void theEndsOfTheRangeAreAccepted() {
        Exchange late = new Exchange(LARGEST, LARGEST, LARGEST, 60_000_000_000L);
        Exchange wide = new Exchange(-LARGEST, 0, LARGEST, 60_000_000_000L);

        assertThat(late.syncPoint(StampRule.UNKNOWN).offsetNanos()).isEqualTo(-30_000_000_000L);
        assertThat(wide.offsetLimits(StampRule.UNKNOWN))
                .isEqualTo(new Bound(-LARGEST - 60_000_000_000L, LARGEST + 30_000_000_000L));
        assertThat(wide.roundTripNanos()).isEqualTo(2 * LARGEST);
    }

    @Test
    void anExchangeReceivedBeforeItWasSentIsRefused() {
        assertThatThrownBy(() -> new Exchange(10, 0, 9, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "host_receive_ns [9] is before host_send_ns [10]; an exchange is received after it was sent");
    }

    @Test
    void timesAndOffsetsOutOfRangeAreRefusedByName() {
        String range = " is not within ±4600000000000000000 ns (146 years)";

        assertThatThrownBy(() -> new Exchange(LARGEST + 1, 0, LARGEST + 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("host_send_ns [4600000000000000001]" + range);
        assertThatThrownBy(() -> new Exchange(0, 1L << 62, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("device_ns [4611686018427387904]" + range);
        assertThatThrownBy(() -> new Exchange(0, 0, Long.MAX_VALUE, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("host_receive_ns [9223372036854775807]" + range);
        assertThatThrownBy(() -> new Exchange(-LARGEST, 1, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("offset [-4600000000000000001]" + range);
        assertThatThrownBy(() -> new Exchange(0, -1, LARGEST, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("offset [4600000000000000001]" + range);
    }

    @Test
    void aResolutionIsFromZeroToAMinute() {
        assertThat(new Exchange(0, 0, 0, 60_000_000_000L).resolutionNanos()).isEqualTo(60_000_000_000L);
        assertThatThrownBy(() -> new Exchange(0, 0, 0, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("resolution_ns [-1] is not within 0 to 60000000000");
        assertThatThrownBy(() -> new Exchange(0, 0, 0, 60_000_000_001L)).isInstanceOf(IllegalArgumentException.class);
    }
}
