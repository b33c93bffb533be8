// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.List;

/**
 * The most accurate estimator here: fits an offset with a wandering drift to what every exchange proves, and limits it to what no
 * exchange excludes.
 *
 * <p>Exchanges are split at proven steps and grouped into cells of a few seconds; the exchanges of a cell together leave a
 * narrow interval, whose centre is weighted by how much wider it is than the narrowest one. A Kalman smoother with fitted
 * noise draws the path through the centres, a few sudden changes of drift included. The method, its formulas and sources are
 * described in doc/clock-model.md. Immutable.
 */
public final class ClockModelFitter implements ClockEstimator {

    /** With fewer cells the spread of the estimate is not known. */
    static final int LEAST_CELLS = 4;

    @Override
    public String name() {
        return "trialsync";
    }

    @Override
    public ClockModel fit(List<Exchange> exchanges, FitAssumptions assumptions) {
        return new StretchFit(assumptions).fit(name(), exchanges, stretch -> curve(stretch, assumptions));
    }

    @Override
    public ClockModel fit(List<Exchange> exchanges, FitAssumptions assumptions, StreamWitness witness) {
        if (witness.arrivals().isEmpty()) {
            return fit(exchanges, assumptions);
        }
        WitnessedFit witnessed = new WitnessedFit(assumptions, witness);
        return witnessed.apply(new StretchFit(assumptions)
                .fit(name(), exchanges, stretch -> witnessed.fittedTo(stretch, curve(stretch, assumptions))));
    }

    private static OffsetCurve curve(List<Exchange> stretch, FitAssumptions assumptions) {
        Observations observations = Observations.of(stretch);
        SmoothPath path = CellSmoother.fit(observations, assumptions.maxDriftPpm());
        long resolution =
                stretch.stream().mapToLong(Exchange::resolutionNanos).max().orElse(0);
        long correction =
                assumptions.linkAsymmetry().map(LinkAsymmetry::correctionNanos).orElse(0L);
        return new SmoothCurve(
                assumptions,
                SteppedCorridor.of(stretch, assumptions, path.unproven, observations.deviceAnchor),
                path,
                observations.deviceAnchor,
                TimeRange.add(observations.offsetAnchor, correction),
                systematicNanos(assumptions, path.narrowest, resolution),
                path.seconds.length < LEAST_CELLS);
    }

    /** Half of the narrowest cell, or what is not known of a measured asymmetry; and what a stamp may hide beyond that. */
    static long systematicNanos(FitAssumptions assumptions, double narrowestMicros, long resolution) {
        long halfWidth = Math.round(Math.min(narrowestMicros * 500, 1e18)) + 1;
        long rounding = assumptions.stampRule() == StampRule.UNKNOWN ? TimeRange.halfUp(resolution) : 0;
        return rounding
                + assumptions
                        .linkAsymmetry()
                        .map(known -> TimeRange.halfUp(known.uncertaintyNanos())
                                + Math.min(halfWidth, TimeRange.halfUp(resolution)))
                        .orElse(halfWidth);
    }
}
