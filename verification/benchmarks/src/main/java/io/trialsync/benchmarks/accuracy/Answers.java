// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

import io.trialsync.clock.Bound;
import io.trialsync.clock.HostTime;
import java.util.Arrays;
import java.util.List;

/**
 * What a method said about queries whose truth is known. Immutable.
 *
 * @param asked how many queries there were
 * @param errors how wrong those were that were answered
 * @param withinLimits how many true times the limits contained
 * @param withinUncertainty how many errors were not larger than the uncertainty
 * @param widerThanLimits how many uncertainties reached beyond the farther limit
 * @param limitsMicros the sum of the widths from the earliest to the latest limit, in microseconds
 * @param uncertaintyMicros the sum of the half-widths of the uncertainty, in microseconds
 */
record Answers(
        int asked,
        Errors errors,
        int withinLimits,
        int withinUncertainty,
        int widerThanLimits,
        double limitsMicros,
        double uncertaintyMicros) {

    static Answers together(List<Answers> parts) {
        return new Answers(
                parts.stream().mapToInt(Answers::asked).sum(),
                Errors.together(parts.stream().map(Answers::errors).toList()),
                parts.stream().mapToInt(Answers::withinLimits).sum(),
                parts.stream().mapToInt(Answers::withinUncertainty).sum(),
                parts.stream().mapToInt(Answers::widerThanLimits).sum(),
                parts.stream().mapToDouble(Answers::limitsMicros).sum(),
                parts.stream().mapToDouble(Answers::uncertaintyMicros).sum());
    }

    int answered() {
        return errors.count();
    }

    double answeredPercent() {
        return 100.0 * answered() / asked;
    }

    double limitsPercent() {
        return 100.0 * withinLimits / answered();
    }

    double uncertaintyPercent() {
        return 100.0 * withinUncertainty / answered();
    }

    double meanLimitsMicros() {
        return limitsMicros / answered();
    }

    double meanUncertaintyMicros() {
        return uncertaintyMicros / answered();
    }

    /** Collects answers one by one. */
    static final class Tally {
        private final double[] errors;
        private int answered;
        private int withinLimits;
        private int withinUncertainty;
        private int widerThanLimits;
        private double limitsMicros;
        private double uncertaintyMicros;

        Tally(int asked) {
            this.errors = new double[asked];
        }

        void add(HostTime time, long trueHostNanos) {
            long error = Math.abs(time.hostNanos() - trueHostNanos);
            long uncertainty = time.uncertainty().totalNanos();
            Bound limits = time.limits();
            errors[answered++] = error * 1e-3;
            withinLimits += limits.contains(trueHostNanos) ? 1 : 0;
            withinUncertainty += error <= uncertainty ? 1 : 0;
            widerThanLimits += uncertainty > limits.fartherFrom(time.hostNanos()) ? 1 : 0;
            limitsMicros += limits.widthNanos() * 1e-3;
            uncertaintyMicros += uncertainty * 1e-3;
        }

        Answers answers() {
            return new Answers(
                    errors.length,
                    Errors.of(Arrays.copyOf(errors, answered)),
                    withinLimits,
                    withinUncertainty,
                    widerThanLimits,
                    limitsMicros,
                    uncertaintyMicros);
        }
    }
}
