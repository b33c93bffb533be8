// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;

/**
 * The mean of all straight lines, for a drift that never changed over a link whose quickest ways are its most frequent ones.
 *
 * <p>Such delays are exponential next to their least value. A line that leaves the margin m to all limits then has a likelihood
 * of exp(λm), where λ is how many limits lie within each microsecond of the nearest ones; for each slope b, the lines form a
 * double exponential around the middle of what the limits leave, with a weight of exp(λM(b)), M being half of what they leave.
 * The line of largest margin is only the most likely of them, and errs by a quarter more than their mean. Where the limits
 * thin out towards the nearest ones the likelihood is another one, and this has nothing to say.
 */
final class SharpEdges {

    /** An exponential has 2 % of all within 0.19 of what has 10 %; a log-normal one has them within a third and more. */
    private static final double SHARP = 0.19;

    /** How many standard deviations of the former count as scatter. */
    private static final double SCATTER = 2.5;

    private static final int LEAST_LIMITS = 100;
    private static final int SLOPES = 200;
    private static final double WIDEST = 40;

    private final Observations observations;
    private final CellSeries cells;
    private final MaxMarginLine line;
    private final double middle;
    private final double rate;
    private final boolean sharp;
    private double offset;
    private double drift;
    private double offsetVariance;
    private double driftVariance;
    private double covariance;

    SharpEdges(Observations observations, CellSeries cells, double largestDriftPpm) {
        this.observations = observations;
        this.cells = cells;
        this.line = MaxMarginLine.of(cells.seconds, cells.earliest, cells.latest, largestDriftPpm);
        this.middle = (cells.seconds[0] + cells.seconds[cells.size() - 1]) / 2;
        double[] excess = excess();
        double tenth = excess[excess.length / 10];
        double scatter = SCATTER / Math.sqrt(0.02 * excess.length);
        this.sharp = excess.length >= LEAST_LIMITS && excess[excess.length / 50] < SHARP * (1 + scatter) * tenth;
        this.rate = 0.1 * excess.length / tenth;
    }

    /** {@return how far each limit lies beyond the nearest ones, sorted} */
    private double[] excess() {
        double[] excess = new double[2 * observations.seconds.length];
        for (int i = 0; i < observations.seconds.length; i++) {
            double at = line.offset() + line.drift() * observations.seconds[i];
            excess[2 * i] = at - observations.earliest[i] - line.margin();
            excess[2 * i + 1] = observations.latest[i] - at - line.margin();
        }
        Arrays.sort(excess);
        return excess;
    }

    /** {@return whether the limits are as dense next to the nearest ones as exponential delays make them} */
    boolean areEvident() {
        return sharp;
    }

    /** Put the mean line into a smoother, with a variance no smaller than was there. */
    void draw(RateSmoother smoother) {
        average();
        for (int k = 0; k < cells.size(); k++) {
            double t = cells.seconds[k] - middle;
            smoother.offset[k] = offset + drift * t;
            smoother.rate[k] = drift;
            double variance = offsetVariance + 2 * covariance * t + driftVariance * t * t;
            smoother.offsetVariance[k] = Math.max(smoother.offsetVariance[k], variance);
            smoother.rateVariance[k] = Math.max(smoother.rateVariance[k], driftVariance);
        }
    }

    private void average() {
        double span = 2 * WIDEST / (rate * (cells.seconds[cells.size() - 1] - cells.seconds[0]));
        double[] weight = new double[2 * SLOPES + 1];
        double[] centre = new double[weight.length];
        double sum = 0;
        for (int i = 0; i < weight.length; i++) {
            double slope = slope(i, span);
            double low = Double.NEGATIVE_INFINITY;
            double high = Double.POSITIVE_INFINITY;
            for (int k = 0; k < cells.size(); k++) {
                double moved = slope * (cells.seconds[k] - middle);
                low = Math.max(low, cells.earliest[k] - moved);
                high = Math.min(high, cells.latest[k] - moved);
            }
            centre[i] = (low + high) / 2;
            weight[i] = Math.exp(rate * ((high - low) / 2 - line.margin()));
            sum += weight[i];
            offset += weight[i] * centre[i];
            drift += weight[i] * slope;
        }
        offset /= sum;
        drift /= sum;
        for (int i = 0; i < weight.length; i++) {
            double aside = centre[i] - offset;
            double turned = slope(i, span) - drift;
            offsetVariance += weight[i] / sum * aside * aside;
            driftVariance += weight[i] / sum * turned * turned;
            covariance += weight[i] / sum * aside * turned;
        }
        // of a double exponential around each centre
        offsetVariance += 2 / (rate * rate);
    }

    private double slope(int index, double span) {
        return line.drift() + span * (index - SLOPES) / SLOPES;
    }
}
