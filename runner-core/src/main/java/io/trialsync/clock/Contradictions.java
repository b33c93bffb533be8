// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.List;
import java.util.Locale;

/**
 * Samples that arrived earlier than the exchanges allow: then the stream's clock is not the fitted one, or a stamp is wrong.
 *
 * @param count how many did
 * @param largestNanos by how much at most
 */
record Contradictions(int count, long largestNanos) {

    /** @param slackNanos how far the stream's stamps may be behind the fitted clock by rounding */
    static Contradictions of(List<Arrival> arrivals, SmoothCurve curve, long slackNanos) {
        int count = 0;
        long largest = 0;
        for (Arrival arrival : arrivals) {
            long early = TimeRange.subtract(
                    curve.earliestAt(arrival.deviceNanos()), TimeRange.add(arrival.latestOffsetNanos(), slackNanos));
            count += early > 0 ? 1 : 0;
            largest = Math.max(largest, early);
        }
        return new Contradictions(count, largest);
    }

    String sentence() {
        return String.format(
                Locale.ROOT,
                "live stream: not used, for %d of its samples arrived before the exchanges allow them to have been stamped, by"
                        + " up to %.3f ms",
                count,
                largestNanos * 1e-6);
    }
}
