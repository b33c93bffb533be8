// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.List;
import java.util.stream.Collectors;

/** The estimators that can be chosen by name. */
public final class Estimators {

    private Estimators() {}

    /** {@return the estimator that is used unless another one is chosen} */
    public static ClockEstimator standard() {
        return new ClockModelFitter();
    }

    /** {@return all estimators, the standard one first} */
    public static List<ClockEstimator> all() {
        return List.of(standard(), new LowestRoundTrip(), new MedianOffset());
    }

    /**
     * {@return the estimator of that name}
     *
     * @param name such as {@code lowest-rtt}
     * @throws IllegalArgumentException if there is none; the message lists the names
     */
    public static ClockEstimator named(String name) {
        return all().stream()
                .filter(estimator -> estimator.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("[" + name + "] is not an estimator; choose one of "
                        + all().stream().map(ClockEstimator::name).collect(Collectors.joining(", "))));
    }
}
