// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.peer;

import io.trialsync.benchmarks.peer.Polyline.Point;
import io.trialsync.benchmarks.peer.Samples.Range;

/** Pupil Labs' median, repeated for each burst, with straight lines between. */
final class MedianOfBursts implements Peer {

    @Override
    public String name() {
        return "pupilMedInt";
    }

    @Override
    public OffsetFunction fit(Samples samples) {
        return new Polyline(
                samples.bursts().stream().map(burst -> median(samples, burst)).toList());
    }

    private static Point median(Samples samples, Range burst) {
        return new Point(
                Quantiles.median(burst.indices().mapToDouble(samples::seconds)),
                Quantiles.median(burst.indices().mapToDouble(samples::middle)));
    }
}
