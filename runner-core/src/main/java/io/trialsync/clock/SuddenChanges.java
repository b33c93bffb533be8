// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * Explains what a wandering drift cannot by as few sudden changes as the measurements want: of the drift, as where a slew
 * starts or ends, or of the offset within one gap, as a small step or a short slew does.
 *
 * <p>A change of the offset alone looks like up to three sudden changes of the drift, which smear it over three gaps. So where
 * there are any, a change of the offset is put where it would explain most, the changes of drift are sought again beside it,
 * and it stays if the likelihood, less a price for each change, has grown. That of an offset's change is higher by the
 * logarithm of the number of gaps among which it was chosen.
 */
final class SuddenChanges {

    private static final int MOST_SHIFTS = 8;

    /**
     * With fewer cells a queue that fills during a burst looks like a drift, and a sudden change like what ends it, although an
     * hour may lie between that burst and the next: a line between both is far closer then.
     */
    private static final int LEAST_CELLS = 6;

    private final RateSmoother smoother;
    private final double[] seconds;
    private final double[] centres;
    private final double[] variances;
    private final double usual;

    private SuddenChanges(RateSmoother smoother, double[] seconds, double[] centres, double[] variances, double usual) {
        this.smoother = smoother;
        this.seconds = seconds;
        this.centres = centres;
        this.variances = variances;
        this.usual = usual;
    }

    /** {@return the noise of each gap} */
    static GapNoise find(RateSmoother smoother, double[] seconds, double[] centres, double[] variances, double usual) {
        return new SuddenChanges(smoother, seconds, centres, variances, usual).find();
    }

    private GapNoise find() {
        if (seconds.length < LEAST_CELLS) {
            return new GapNoise(even(), new double[seconds.length]);
        }
        GapNoise best = withJumps(new double[seconds.length]);
        if (best.jumps() == 0) {
            return best;
        }
        for (int shifts = 0; shifts < MOST_SHIFTS; shifts++) {
            GapNoise fromJumps = shifted(best, best);
            GapNoise fromNone = shifted(new GapNoise(even(), best.shift()), best);
            GapNoise better = worth(fromNone) > worth(fromJumps) ? fromNone : fromJumps;
            if (worth(better) <= worth(best)) {
                break;
            }
            best = better;
        }
        return best;
    }

    /** Another change of the offset where it explains most beside a start; the other noise given if it does not pay there. */
    private GapNoise shifted(GapNoise start, GapNoise otherwise) {
        RateSmoother.LikelyShift likely = smoother.likeliestShift(centres, variances, start);
        if (likely.gain() < price()) {
            return otherwise;
        }
        double[] shift = start.shift().clone();
        shift[likely.gap()] += likely.micros() * likely.micros();
        return withJumps(shift);
    }

    private double price() {
        return RateJumps.LEAST_GAIN + Math.log(seconds.length);
    }

    private GapNoise withJumps(double[] shift) {
        return new GapNoise(RateJumps.densities(smoother, seconds, centres, variances, usual, shift), shift);
    }

    private double[] even() {
        return GapNoise.even(seconds.length, usual).density();
    }

    private double worth(GapNoise gaps) {
        return smoother.logLikelihood(centres, variances, gaps, false)
                - RateJumps.LEAST_GAIN * gaps.jumps()
                - price() * gaps.shifts();
    }
}
