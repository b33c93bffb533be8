// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks;

import io.trialsync.clock.Durations;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Refuses arguments beyond what a command can do. */
final class Bounds {

    private Bounds() {}

    static void require(CommandSpec spec, String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + ": [" + value + "] is not within " + least + " to " + most);
        }
    }

    /** The nanoseconds of a duration such as {@code 50ms}, within two others. */
    static long nanos(CommandSpec spec, String option, String text, String shortest, String longest) {
        long nanos;
        try {
            nanos = Durations.parseNanos(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage(), e);
        }
        if (nanos < Durations.parseNanos(shortest) || nanos > Durations.parseNanos(longest)) {
            throw new ParameterException(
                    spec.commandLine(), option + ": [" + text + "] is not within " + shortest + " to " + longest);
        }
        return nanos;
    }
}
