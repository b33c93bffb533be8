// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.speed;

import io.trialsync.clock.Knot;
import java.util.Arrays;
import java.util.List;

/** Straight lines between points, each found by binary search: what {@code numpy.interp} and its like do. */
final class TableLookup {

    private final long[] deviceNanos;
    private final long[] offsetNanos;

    TableLookup(List<Knot> knots) {
        deviceNanos = knots.stream().mapToLong(Knot::deviceNanos).toArray();
        offsetNanos = knots.stream().mapToLong(Knot::offsetNanos).toArray();
    }

    void toHost(long[] device, long[] host) {
        for (int i = 0; i < device.length; i++) {
            host[i] = device[i] + offset(device[i]);
        }
    }

    private long offset(long device) {
        int found = Arrays.binarySearch(deviceNanos, device);
        int right = found >= 0 ? found : -found - 1;
        if (right == 0 || right == deviceNanos.length) {
            return offsetNanos[right == 0 ? 0 : right - 1];
        }
        double share = (double) (device - deviceNanos[right - 1]) / (deviceNanos[right] - deviceNanos[right - 1]);
        return offsetNanos[right - 1] + Math.round(share * (offsetNanos[right] - offsetNanos[right - 1]));
    }
}
