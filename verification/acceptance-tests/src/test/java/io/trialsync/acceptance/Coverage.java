// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance;

import io.trialsync.clock.Durations;
import java.util.Locale;

/** How many errors an uncertainty covers, and by how much. */
final class Coverage {

    private int count;
    private int covered;
    private double largestRatio;
    private long largestErrorNanos;
    private long largestUncertaintyNanos;

    void add(long errorNanos, long uncertaintyNanos) {
        long error = Math.abs(errorNanos);
        count++;
        covered += error <= uncertaintyNanos ? 1 : 0;
        largestRatio = Math.max(largestRatio, (double) error / uncertaintyNanos);
        largestErrorNanos = Math.max(largestErrorNanos, error);
        largestUncertaintyNanos = Math.max(largestUncertaintyNanos, uncertaintyNanos);
    }

    int count() {
        return count;
    }

    double share() {
        return (double) covered / count;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d of %d device times within their uncertainty (%.1f %%), largest error / uncertainty %.2f,"
                        + " largest error %s, largest uncertainty %s",
                covered,
                count,
                100 * share(),
                largestRatio,
                Durations.format(largestErrorNanos),
                Durations.format(largestUncertaintyNanos));
    }
}
