// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Figures over several scenarios. */
record Summary(List<ScenarioResult> results) {

    Summary {
        results = List.copyOf(results);
    }

    /** {@return the part of the results that a condition holds for} */
    Summary where(Predicate<ScenarioResult> condition) {
        return new Summary(results.stream().filter(condition).toList());
    }

    boolean isEmpty() {
        return results.isEmpty();
    }

    int size() {
        return results.size();
    }

    double percent(Predicate<ScenarioResult> condition) {
        return 100.0 * where(condition).size() / size();
    }

    double geometricMean(ToDoubleFunction<ScenarioResult> ratio) {
        return Math.exp(
                results.stream().mapToDouble(ratio).map(Math::log).average().orElse(Double.NaN));
    }
}
