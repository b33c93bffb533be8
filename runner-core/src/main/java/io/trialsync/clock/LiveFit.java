// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a window of exchanges says of the offset at its newest end, and how it goes on from there. Immutable.
 */
final class LiveFit {

    /** The drift of a device of which nothing is known. */
    private static final KnownDrift SOME_CRYSTAL = new KnownDrift(0, 125);

    /** Half-widths of 95 % per standard deviation. */
    private static final double DEVIATIONS = 2.5;
    /** Bends are extrapolated so far, and only the drift beyond. */
    private static final double BENDING_SECONDS = 300;

    private static final double PIECE_SECONDS = 5;

    private final FitAssumptions assumptions;
    private final long deviceNanos;
    private final long offsetAnchor;
    private final double anchorDriftPpm;
    private final DriftMixture mixture;
    private final long systematicNanos;
    private final boolean fewCells;
    private final SlewedView line;

    private LiveFit(
            FitAssumptions assumptions,
            long deviceNanos,
            long offsetAnchor,
            double anchorDriftPpm,
            DriftMixture mixture,
            long systematicNanos,
            boolean fewCells) {
        this.assumptions = assumptions;
        this.deviceNanos = deviceNanos;
        this.offsetAnchor = offsetAnchor;
        this.anchorDriftPpm = anchorDriftPpm;
        this.mixture = mixture;
        this.systematicNanos = systematicNanos;
        this.fewCells = fewCells;
        this.line = pieces();
    }

    /**
     * Fit.
     *
     * @param exchanges at least one, all of one segment
     * @param prior the drift at the first of them, if it is known
     * @param models what is considered of the drift
     * @param lastDriftPpm about the drift of the newest ones
     */
    static LiveFit of(
            List<Exchange> exchanges,
            FitAssumptions assumptions,
            @Nullable KnownDrift prior,
            List<DriftModel> models,
            double lastDriftPpm) {
        KnownDrift known = prior == null ? SOME_CRYSTAL : prior;
        Observations observations = Observations.of(exchanges).withoutDrift(known.driftPpm());
        CellSeries undrifted = CellSeries.of(observations);
        double[] drift = new double[undrifted.size()];
        Arrays.fill(drift, lastDriftPpm - known.driftPpm());
        CellSeries cells = undrifted.intersected(observations, drift);
        double newest = cells.seconds[cells.size() - 1];
        long correction =
                assumptions.linkAsymmetry().map(LinkAsymmetry::correctionNanos).orElse(0L);
        long drifted = Math.round(known.driftPpm() * newest * 1e3);
        long resolution = exchanges.get(exchanges.size() - 1).resolutionNanos();
        return new LiveFit(
                assumptions,
                TimeRange.add(observations.deviceAnchor, Math.round(newest * 1e9)),
                TimeRange.add(TimeRange.add(observations.offsetAnchor, correction), drifted),
                known.driftPpm(),
                mixture(
                        models,
                        cells,
                        EdgeSpacing.typicalMicros(observations, cells),
                        known.uncertaintyPpm() / DEVIATIONS),
                ClockModelFitter.systematicNanos(assumptions, cells.narrowest(), resolution),
                cells.size() < ClockModelFitter.LEAST_CELLS);
    }

    /** Twice, if wide cells turn out to lie to one side of what was expected of them. */
    private static DriftMixture mixture(
            List<DriftModel> models, CellSeries cells, double edgeMicros, double driftSpread) {
        ExcessNoise noise = ExcessNoise.soFar(cells, edgeMicros);
        DriftFilter filter = new DriftFilter(cells.seconds);
        double[] centres = cells.centres();
        DriftMixture mixture = DriftMixture.of(models, filter, centres, noise, driftSpread);
        DriftModel likeliest = mixture.likeliest();
        filter.run(likeliest, centres, noise.variances(likeliest.noiseScale()), driftSpread);
        double share = JitterAsymmetry.share(filter.innovation, noise.excess, noise.floor);
        if (share == 0) {
            return mixture;
        }
        for (int k = 0; k < centres.length; k++) {
            centres[k] -= share * noise.excess[k];
        }
        return DriftMixture.of(models, filter, centres, noise, driftSpread);
    }

    /** Chords of the expected offset, from the newest cell on. */
    private SlewedView pieces() {
        int size = (int) (BENDING_SECONDS / PIECE_SECONDS) + 1;
        long[] device = new long[size];
        long[] offset = new long[size];
        for (int i = 0; i < size; i++) {
            double dt = i * PIECE_SECONDS;
            device[i] = TimeRange.add(deviceNanos, Math.round(dt * 1e9));
            offset[i] = bentOffset(dt);
        }
        return SlewedView.through(device, offset, driftPpm() * 1e-6);
    }

    private long bentOffset(double dt) {
        return TimeRange.add(offsetAnchor, Math.round((mixture.offsetAt(dt) + anchorDriftPpm * dt) * 1e3));
    }

    /** {@return the models of the drift that were not ruled out} */
    List<DriftModel> models() {
        return mixture.models();
    }

    /** {@return the expected offset, within what the drift limit allows} */
    long offsetAt(long device) {
        return line.offsetAt(device);
    }

    /** {@return the expected offset in straight pieces} */
    SlewedView line() {
        return line;
    }

    /** {@return the drift at the newest cell, within the drift limit} */
    double driftPpm() {
        double drift = mixture.drift() + anchorDriftPpm;
        return Math.max(-assumptions.maxDriftPpm(), Math.min(assumptions.maxDriftPpm(), drift));
    }

    long systematicNanos() {
        return systematicNanos;
    }

    /** {@return whether there are too few cells to know how much the estimate spreads} */
    boolean fewCells() {
        return fewCells;
    }

    /** {@return the half-width of the random part of the expected offset's uncertainty, in nanoseconds} */
    long randomNanos(long device) {
        double dt = TimeRange.distance(device, deviceNanos) * 1e-9;
        return (long) Math.ceil(DEVIATIONS * Math.sqrt(mixture.varianceAt(dt)) * 1e3);
    }

    KnownDrift drift() {
        double sd = Math.sqrt(mixture.driftVariance());
        return new KnownDrift(driftPpm(), Math.max(0.01, Math.min(100_000, DEVIATIONS * sd)));
    }
}
