// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.peer;

import java.util.Arrays;
import java.util.List;

/** Straight lines between points, held beyond the ends. */
final class Polyline implements OffsetFunction {

    record Point(double seconds, double micros) {}

    private final double[] seconds;
    private final double[] micros;

    /** @param points at least one, in order */
    Polyline(List<Point> points) {
        seconds = points.stream().mapToDouble(Point::seconds).toArray();
        micros = points.stream().mapToDouble(Point::micros).toArray();
    }

    @Override
    public double microsAt(double at) {
        int found = Arrays.binarySearch(seconds, at);
        int right = found >= 0 ? found : -found - 1;
        if (right == 0 || right == seconds.length) {
            return micros[right == 0 ? 0 : right - 1];
        }
        double share = (at - seconds[right - 1]) / (seconds[right] - seconds[right - 1]);
        return micros[right - 1] + share * (micros[right] - micros[right - 1]);
    }
}
