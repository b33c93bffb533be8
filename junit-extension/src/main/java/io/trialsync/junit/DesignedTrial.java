// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A trial of a design, which keeps its identity over its attempts. For one thread. */
final class DesignedTrial {

    private final List<DesignedValue> values;
    private @Nullable String uniqueId;

    DesignedTrial(List<DesignedValue> values) {
        this.values = values;
    }

    /** The value of the parameter at a place, if the design decides it. */
    Optional<DesignedValue> value(int index) {
        return values.stream().filter(value -> value.index() == index).findFirst();
    }

    /** Name this trial by the test that is its first attempt; later ones get that name. */
    String identify(String uniqueIdOfAttempt) {
        if (uniqueId == null) {
            uniqueId = uniqueIdOfAttempt;
        }
        return uniqueId;
    }

    @Override
    public String toString() {
        return values.stream().map(DesignedValue::toString).collect(Collectors.joining(", "));
    }
}
