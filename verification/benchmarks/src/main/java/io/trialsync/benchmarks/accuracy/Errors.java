// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

import java.util.Arrays;
import java.util.List;

/** Absolute errors, in microseconds. Immutable. */
final class Errors {

    private final double[] sorted;

    private Errors(double[] sorted) {
        this.sorted = sorted;
    }

    static Errors of(double[] micros) {
        double[] sorted = micros.clone();
        Arrays.sort(sorted);
        return new Errors(sorted);
    }

    static Errors together(List<Errors> parts) {
        return of(parts.stream()
                .flatMapToDouble(part -> Arrays.stream(part.sorted))
                .toArray());
    }

    int count() {
        return sorted.length;
    }

    /** {@return the least error that is not below a share of all, by nearest rank; not a number if there are none} */
    double quantile(double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, rank - 1)];
    }

    double median() {
        return quantile(0.5);
    }

    double p95() {
        return quantile(0.95);
    }

    double worst() {
        return quantile(1);
    }
}
