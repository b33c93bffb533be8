// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.clock.Durations;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --resolution}. */
final class ResolutionConverter implements ITypeConverter<Long> {

    private static final String COARSEST = "60s";

    ResolutionConverter() {}

    @Override
    public Long convert(String text) {
        try {
            long nanos = Durations.parseNanos(text);
            if (nanos < 0 || nanos > Durations.parseNanos(COARSEST)) {
                throw new TypeConversionException("[" + text + "] is not within 0ns to " + COARSEST);
            }
            return nanos;
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
