// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.peer;

import java.util.ArrayList;
import java.util.List;

/** A line of largest margin in a window of ±300 s around each burst, taken at the burst, with straight lines between. */
final class HullWindows implements Peer {

    private static final double HALF_WINDOW_SECONDS = 300;

    @Override
    public String name() {
        return "hullWin";
    }

    @Override
    public OffsetFunction fit(Samples samples) {
        List<Polyline.Point> points = new ArrayList<>();
        for (Samples.Range burst : samples.bursts()) {
            double middle = (samples.seconds(burst.from()) + samples.seconds(burst.to() - 1)) / 2;
            int from = samples.firstFrom(middle - HALF_WINDOW_SECONDS);
            int to = samples.firstFrom(middle + HALF_WINDOW_SECONDS);
            points.add(new Polyline.Point(
                    middle, MaxMarginLine.through(samples, from, to).microsAt(middle)));
        }
        return new Polyline(points);
    }
}
