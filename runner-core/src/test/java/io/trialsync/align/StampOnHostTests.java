// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.clock.Bound;
import io.trialsync.clock.HostTime;
import io.trialsync.clock.StampRule;
import io.trialsync.clock.Uncertainty;
import java.util.List;
import org.junit.jupiter.api.Test;

class StampOnHostTests {

    private static final HostTime CONVERTED =
            new HostTime(1_000_000, new Uncertainty(0, 0), new Bound(999_000, 1_001_000), false);

    @Test
    void aStampThatIsNoMultipleOfTheResolutionWasGivenToTheDeviceAndHidesNothing() {
        assertThat(new StampOnHost(1_000_000, StampRule.FLOORED).around(1_234_567, CONVERTED))
                .isEqualTo(CONVERTED);
    }

    @Test
    void aStampOfStreamedGazeHidesATickWhateverItShows() {
        for (long stamp : List.of(0L, 11_112L, 1_234_567L)) {
            HostTime time = StampOnHost.STREAMED.around(stamp, CONVERTED);

            assertThat(time.limits().earliestNanos()).isBetween(999_000 - 5_600L, 999_000 - 5_556L);
            assertThat(time.limits().latestNanos()).isBetween(1_001_000 + 11_112L, 1_001_000 + 11_200L);
            assertThat(time.uncertainty().totalNanos()).isGreaterThanOrEqualTo(11_112);
        }
    }

    @Test
    void streamedGazeIsToldByItsHeader() {
        assertThat(SensorTables.isStreamedGaze(List.of("timestamp [ns]", "gaze x [px]", "received host time [ns]")))
                .isTrue();
        assertThat(SensorTables.isStreamedGaze(List.of("timestamp [ns]", "gaze x [px]")))
                .isFalse();
        assertThat(SensorTables.isStreamedGaze(List.of("timestamp [ns]", "gyro x [deg/s]", "received host time [ns]")))
                .isFalse();
    }
}
