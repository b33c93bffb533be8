// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.peer;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Order statistics. */
public final class Quantiles {

    private Quantiles() {}

    public static double median(DoubleStream values) {
        return quantile(values, 0.5);
    }

    /** {@return a quantile, straight between the two nearest values} */
    public static double quantile(DoubleStream values, double share) {
        double[] sorted = values.toArray();
        Arrays.sort(sorted);
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
