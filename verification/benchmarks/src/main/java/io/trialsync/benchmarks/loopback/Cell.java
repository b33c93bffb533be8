// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.loopback;

import io.trialsync.clock.Bound;
import io.trialsync.clock.Exchange;
import io.trialsync.clock.StampRule;
import java.util.List;

/**
 * What the exchanges of one burst say together: the offsets that all of them allow, and their middle, which is the estimate.
 *
 * @param errorNanos the middle − the true offset, in nanoseconds
 * @param widthNanos the distance between the limits, in nanoseconds
 */
record Cell(double errorNanos, long widthNanos) {

    static Cell of(List<Exchange> burst, long trueOffsetNanos) {
        long earliest = Long.MIN_VALUE;
        long latest = Long.MAX_VALUE;
        for (Exchange exchange : burst) {
            Bound limits = exchange.offsetLimits(StampRule.FLOORED);
            earliest = Math.max(earliest, limits.earliestNanos());
            latest = Math.min(latest, limits.latestNanos());
        }
        return new Cell(((earliest - trueOffsetNanos) + (latest - trueOffsetNanos)) / 2.0, latest - earliest);
    }
}
