// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.ArrayList;
import java.util.List;

/**
 * Settles by the order of a table's rows which side of a step a device time belongs to.
 *
 * <p>Rows in order of time pass through the segments in order, and within a segment the stamps never fall. So a fall of the
 * stamps lies at a backward step, and what stands before it belongs to an earlier segment than what follows. A table
 * whose stamps fall more often than the clock stepped is not in order of time; its rows are then converted each by itself.
 */
public final class RowOrder {

    private final ClockModel model;
    private final List<Run> runs;

    private RowOrder(ClockModel model, List<Run> runs) {
        this.model = model;
        this.runs = runs;
    }

    /**
     * {@return a first pass over the rows of a table}
     *
     * @param model the model its device times will be converted with
     */
    public static Scan scan(ClockModel model) {
        return new Scan(model);
    }

    /** {@return whether a model can profit from row order: whether any device time may belong to two of its segments} */
    static boolean matters(ClockModel model) {
        return model.segments().size() > 1;
    }

    /** {@return a second pass over the same rows, from the first one on} */
    public Cursor cursor() {
        return new Cursor();
    }

    /** A stretch of rows whose stamps never fall, with the segments it can start and end in. */
    private record Run(long rows, int earliestSegment, int latestSegment) {}

    /** The first pass: sees every device time once, in row order, and keeps only where they fall. Not thread-safe. */
    public static final class Scan {

        private final ClockModel model;
        private final List<long[]> runs = new ArrayList<>();

        private Scan(ClockModel model) {
            this.model = model;
        }

        /** {@return whether this pass is worth its time: false if every device time belongs to one segment at most} */
        public boolean isNeeded() {
            return matters(model);
        }

        /**
         * Take the next row.
         *
         * @param deviceNanos its device time, in nanoseconds
         */
        public void add(long deviceNanos) {
            if (runs.size() > model.segments().size()) {
                return;
            }
            long[] run = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (run == null || deviceNanos < run[1]) {
                runs.add(new long[] {deviceNanos, deviceNanos, 1});
            } else {
                run[1] = deviceNanos;
                run[2]++;
            }
        }

        /** {@return what the order of the rows has settled} */
        public RowOrder finish() {
            if (runs.size() > model.segments().size()) {
                return new RowOrder(model, List.of());
            }
            int[] earliest = earliestStarts();
            int[] latest = latestEnds();
            List<Run> settled = new ArrayList<>();
            for (int i = 0; i < runs.size(); i++) {
                if (earliest[i] > latest[i]) {
                    return new RowOrder(model, List.of());
                }
                settled.add(new Run(runs.get(i)[2], earliest[i], latest[i]));
            }
            return new RowOrder(model, settled);
        }

        private int[] earliestStarts() {
            int[] earliest = new int[runs.size()];
            int least = 0;
            for (int i = 0; i < earliest.length; i++) {
                earliest[i] = firstShowing(runs.get(i)[0], least);
                least = firstShowing(runs.get(i)[1], earliest[i]) + 1;
            }
            return earliest;
        }

        private int[] latestEnds() {
            int[] latest = new int[runs.size()];
            int most = model.segments().size() - 1;
            for (int i = latest.length - 1; i >= 0; i--) {
                latest[i] = lastShowing(runs.get(i)[1], most);
                most = lastShowing(runs.get(i)[0], latest[i]) - 1;
            }
            return latest;
        }

        private int firstShowing(long device, int least) {
            return model.segmentsShowing(device).stream()
                    .filter(i -> i >= least)
                    .findFirst()
                    .orElse(least);
        }

        private int lastShowing(long device, int most) {
            return model.segmentsShowing(device).stream()
                    .filter(i -> i <= most)
                    .reduce((a, b) -> b)
                    .orElse(most);
        }
    }

    /** The second pass: converts each device time, in the same order. Not thread-safe. */
    public final class Cursor {

        private int run;
        private long rowInRun;
        private int least;

        private Cursor() {}

        /**
         * Convert the next row.
         *
         * @param deviceNanos its device time, in nanoseconds
         * @return the host time, or why there is none
         */
        public Conversion next(long deviceNanos) {
            List<Integer> candidates = model.segmentsShowing(deviceNanos);
            if (candidates.size() > 1 && !runs.isEmpty()) {
                candidates = settle(candidates);
            }
            advance(candidates);
            return model.conversion(deviceNanos, candidates);
        }

        private List<Integer> settle(List<Integer> candidates) {
            Run current = runs.get(run);
            int from = Math.max(least, current.earliestSegment());
            List<Integer> possible = candidates.stream()
                    .filter(i -> i >= from && i <= current.latestSegment())
                    .toList();
            return possible.isEmpty() ? candidates : possible;
        }

        private void advance(List<Integer> candidates) {
            if (runs.isEmpty()) {
                return;
            }
            if (!candidates.isEmpty()) {
                least = Math.max(least, candidates.get(0));
            }
            rowInRun++;
            if (rowInRun == runs.get(run).rows() && run + 1 < runs.size()) {
                run++;
                rowInRun = 0;
            }
        }
    }
}
