// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.clock.ClockEstimator;
import io.trialsync.clock.Estimators;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --estimator} and names what can be chosen, the standard one first. */
final class EstimatorConverter implements ITypeConverter<ClockEstimator>, Iterable<String> {

    EstimatorConverter() {}

    @Override
    public ClockEstimator convert(String name) {
        try {
            return Estimators.named(name);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    @Override
    public Iterator<String> iterator() {
        return Estimators.all().stream().map(ClockEstimator::name).iterator();
    }
}
