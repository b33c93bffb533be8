// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.clock.Durations;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration and refuses one out of its range. */
abstract class DurationConverter implements ITypeConverter<Long> {

    private final String least;
    private final String largest;

    private DurationConverter(String least, String largest) {
        this.least = least;
        this.largest = largest;
    }

    /** Reads {@code --resolution} and uncertainties. */
    static final class UpToOneMinute extends DurationConverter {
        UpToOneMinute() {
            super("0ns", "60s");
        }
    }

    /** Reads {@code --criterion}. */
    static final class Positive extends DurationConverter {
        Positive() {
            super("1ns", "60s");
        }
    }

    /** Reads differences. */
    static final class WithinOneMinute extends DurationConverter {
        WithinOneMinute() {
            super("-60s", "60s");
        }
    }

    /** Reads how long to check. */
    static final class OneSecondToTenMinutes extends DurationConverter {
        OneSecondToTenMinutes() {
            super("1s", "600s");
        }
    }

    /** Reads how long to search. */
    static final class OneSecondToOneDay extends DurationConverter {
        OneSecondToOneDay() {
            super("1s", "86400s");
        }
    }

    @Override
    public Long convert(String text) {
        try {
            long nanos = Durations.parseNanos(text);
            if (nanos < Durations.parseNanos(least) || nanos > Durations.parseNanos(largest)) {
                throw new TypeConversionException("[" + text + "] is not within " + least + " to " + largest);
            }
            return nanos;
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
