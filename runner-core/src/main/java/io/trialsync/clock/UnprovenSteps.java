// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds where a smoothed path may hide a step that was not proven: gaps in which the offset changed at once, or drifted more
 * than a crystal does.
 *
 * <p>Neighbouring gaps of that kind are one change. Cells that would fit as well if it had come earlier, or later, than the path
 * has it, because they are wide, belong to the stretch in which it may have come.
 */
final class UnprovenSteps {

    /** A crystal drifts less than this, in ppm; what drifts more is slewed or stepped. */
    static final double CRYSTAL_PPM = 100;

    private static final double SURE_DEVIATIONS = 2.5;
    private static final double DECISIVE_DEVIATIONS = 6;

    /**
     * A stretch of the path in which the offset changed by more than the drift around it.
     *
     * @param fromSeconds until when it surely had not changed
     * @param toSeconds from when on it surely had
     * @param micros the change of the offset, in microseconds
     * @param unsureMicros how far that may be off, in microseconds
     * @param atOnce whether the path has it all within one gap, and the drift the same before and after
     */
    record Run(double fromSeconds, double toSeconds, double micros, double unsureMicros, boolean atOnce) {
        boolean contains(double seconds) {
            return fromSeconds <= seconds && seconds <= toSeconds;
        }

        /** {@return how far the offset changed at most, in nanoseconds} */
        long mostNanos() {
            return (long) Math.ceil(1e3 * (Math.abs(micros) + unsureMicros));
        }

        /** {@return the device times between which it came} */
        Bound device(long anchor) {
            return new Bound(nanos(anchor, fromSeconds), nanos(anchor, toSeconds));
        }

        private static long nanos(long anchor, double seconds) {
            return TimeRange.add(anchor, Math.round(seconds * 1e9));
        }
    }

    private final Observations observations;
    private final CellSeries cells;
    private final double[] variances;
    private final GapNoise gaps;
    private final double[] offset;
    private final double[] rate;
    private final double[] offsetVariance;

    private UnprovenSteps(
            Observations observations, CellSeries cells, double[] variances, RateSmoother path, GapNoise gaps) {
        this.observations = observations;
        this.cells = cells;
        this.variances = variances;
        this.gaps = gaps;
        this.offset = path.offset;
        this.rate = path.rate;
        this.offsetVariance = path.offsetVariance;
    }

    /**
     * @param variances of the cells' centres
     * @param path what was smoothed
     */
    static List<Run> in(
            Observations observations, CellSeries cells, double[] variances, RateSmoother path, GapNoise gaps) {
        return new UnprovenSteps(observations, cells, variances, path, gaps).runs();
    }

    private List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        int last = cells.size() - 1;
        for (int k = 0; k < last; k++) {
            if (isSuspicious(k)) {
                int to = k + 1;
                while (to < last && (isSuspicious(to) || belongs(to, to))) {
                    to++;
                }
                int from = k;
                while (from > 0 && belongs(from, from - 1)) {
                    from--;
                }
                runs.add(run(from, to));
                k = to;
            }
        }
        return runs;
    }

    /** Whether a gap next to a suspicious one is part of the same change: the slew began or ended in it. */
    private boolean belongs(int cell, int gap) {
        return Math.abs(rate[cell]) > CRYSTAL_PPM || gaps.jumps(gap);
    }

    private boolean isSuspicious(int gap) {
        double change = Math.abs(offset[gap + 1] - offset[gap]);
        double unsure = SURE_DEVIATIONS * Math.sqrt(offsetVariance[gap] + offsetVariance[gap + 1]);
        return gaps.shifts(gap) || change - unsure > CRYSTAL_PPM * (cells.seconds[gap + 1] - cells.seconds[gap]);
    }

    private Run run(int core, int coreEnd) {
        double usual = crystal(core) / 2 + crystal(coreEnd) / 2;
        double change = offset[coreEnd] - offset[core] - usual * (cells.seconds[coreEnd] - cells.seconds[core]);
        int from = core;
        while (from > 0 && !isDecisive(from, change)) {
            from--;
        }
        int to = coreEnd;
        while (to < cells.size() - 1 && !isDecisive(to, -change)) {
            to++;
        }
        double[] t = observations.seconds;
        double start = t[cells.firstExchange(from)];
        double end = t[cells.firstExchange(to + 1) - 1];
        boolean atOnce = coreEnd == core + 1 && gaps.shifts(core);
        double unsure = DECISIVE_DEVIATIONS * Math.sqrt(offsetVariance[core] + offsetVariance[coreEnd]);
        Run run = new Run(start, end, change, unsure, atOnce);
        return atOnce && Math.abs(change) > cells.narrowest() + unsure ? enclosed(run, core) : run;
    }

    /** Where single exchanges tell before from after, they enclose a change at once more closely than cells do. */
    private Run enclosed(Run run, int core) {
        double unsure = cells.narrowest() / 2 + run.unsureMicros();
        double from = run.fromSeconds();
        double to = run.toSeconds();
        for (int i = 0; i < observations.size() && observations.seconds[i] <= run.toSeconds(); i++) {
            double second = observations.seconds[i];
            if (second >= run.fromSeconds()) {
                if (excludes(i, line(core, second), unsure)) {
                    to = second;
                    break;
                }
                from = excludes(i, line(core + 1, second), unsure) ? second : from;
            }
        }
        return new Run(from, Math.max(from, to), run.micros(), run.unsureMicros(), true);
    }

    private double line(int cell, double second) {
        return offset[cell] + rate[cell] * (second - cells.seconds[cell]);
    }

    private boolean excludes(int exchange, double elsewhere, double unsure) {
        return elsewhere + unsure < observations.earliest[exchange]
                || elsewhere - unsure > observations.latest[exchange];
    }

    private double crystal(int cell) {
        return Math.max(-CRYSTAL_PPM, Math.min(CRYSTAL_PPM, rate[cell]));
    }

    /** Whether a cell would not allow the path to lie elsewhere by a change that came on its other side. */
    private boolean isDecisive(int cell, double change) {
        double elsewhere = offset[cell] + change;
        return elsewhere < cells.earliest[cell]
                || elsewhere > cells.latest[cell]
                || Math.abs(change) > DECISIVE_DEVIATIONS * Math.sqrt(variances[cell]);
    }
}
