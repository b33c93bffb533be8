// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.ArrayList;
import java.util.List;

/**
 * Settles by the order of a table's rows which side of a step a device time belongs to.
 *
 * <p>Rows in order of time pass through the segments in order, and within a segment the stamps never fall. So a fall of the
 * stamps lies at a step by which the clock was set back, and what stands before it belongs to an earlier segment than what
 * follows. A table whose stamps fall where no such step can explain it is not in order of time; its rows are then
 * converted each by itself. Immutable and thread-safe.
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

    /** {@return whether any device time may belong to two of a model's segments} */
    private static boolean matters(ClockModel model) {
        List<ClockSegment> segments = model.segments();
        for (int i = 0; i < segments.size(); i++) {
            for (int j = i + 1; j < segments.size(); j++) {
                if (segments.get(i).possibleDevice().overlaps(segments.get(j).possibleDevice())) {
                    return true;
                }
            }
        }
        return false;
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
        private final boolean[] setsBack;
        /** Of each run: its first stamp, its last, and how many rows it has. */
        private final List<long[]> runs = new ArrayList<>();

        private Scan(ClockModel model) {
            this.model = model;
            this.setsBack = new boolean[model.borders().size()];
            for (int i = 0; i < setsBack.length; i++) {
                setsBack[i] = model.maySetBack(i);
            }
        }

        /** {@return whether this pass is worth its time: false if every device time belongs to one segment at most} */
        public boolean isNeeded() {
            return matters(model);
        }

        /**
         * Take the next row.
         *
         * @param deviceNanos its device time, in nanoseconds
         * @throws IllegalArgumentException if it is more than 146 years from zero
         */
        public void add(long deviceNanos) {
            TimeRange.require("device time", deviceNanos);
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
            List<Run> settled = new ArrayList<>();
            if (runs.size() <= model.segments().size()) {
                int[] earliest = earliestStarts();
                int[] latest = latestEnds();
                for (int i = 0; i < runs.size() && earliest[i] <= latest[i]; i++) {
                    settled.add(new Run(runs.get(i)[2], earliest[i], latest[i]));
                }
            }
            return new RowOrder(model, settled.size() == runs.size() ? settled : List.of());
        }

        private int[] earliestStarts() {
            int[] earliest = new int[runs.size()];
            int least = 0;
            for (int i = 0; i < earliest.length; i++) {
                earliest[i] = earliestShowing(runs.get(i)[0], least);
                least = afterSetBack(earliestShowing(runs.get(i)[1], earliest[i]));
            }
            return earliest;
        }

        private int[] latestEnds() {
            int[] latest = new int[runs.size()];
            int most = model.segments().size() - 1;
            for (int i = latest.length - 1; i >= 0; i--) {
                latest[i] = latestShowing(runs.get(i)[1], most);
                most = beforeSetBack(latestShowing(runs.get(i)[0], latest[i]));
            }
            return latest;
        }

        /** A time that never existed says nothing; one that existed only earlier gives a number that fits no segment. */
        private int earliestShowing(long device, int least) {
            return neverExisted(device) ? least : model.nextShowing(device, least);
        }

        private int latestShowing(long device, int most) {
            return neverExisted(device) ? most : model.previousShowing(device, most);
        }

        private boolean neverExisted(long device) {
            return model.nextShowing(device, 0) == model.segments().size();
        }

        /** The first segment that rows can be in after their stamps fell, when they were in {@code segment} before. */
        private int afterSetBack(int segment) {
            int step = segment;
            while (step < setsBack.length && !setsBack[step]) {
                step++;
            }
            return step + 1;
        }

        /** The last segment that rows can be in before their stamps fall, when they are in {@code segment} afterwards. */
        private int beforeSetBack(int segment) {
            int step = segment - 1;
            while (step >= 0 && !setsBack[step]) {
                step--;
            }
            return step;
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
         * @throws IllegalArgumentException if it is more than 146 years from zero
         */
        public Conversion next(long deviceNanos) {
            if (runs.isEmpty()) {
                return model.toHost(deviceNanos);
            }
            Run current = runs.get(run);
            int from = Math.max(least, current.earliestSegment());
            int first = model.nextShowing(deviceNanos, from);
            advance(current);
            if (first > current.latestSegment()) {
                // another segment may show it, but not here
                return new Conversion.NeverExisted();
            }
            least = first;
            return model.conversion(deviceNanos, first, current.latestSegment());
        }

        private void advance(Run current) {
            rowInRun++;
            if (rowInRun == current.rows() && run + 1 < runs.size()) {
                run++;
                rowInRun = 0;
            }
        }
    }
}
