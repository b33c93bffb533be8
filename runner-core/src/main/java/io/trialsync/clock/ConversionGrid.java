// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.List;

/**
 * A clock model as a table for converting many times: cells of 2³⁰ ns, an offset each and a slope in units of 2⁻⁴⁰.
 *
 * <p>host = device + offset + ((device − start of cell) · slope ≫ 40). Rounding costs 1 ns, the slope's resolution another, and
 * a cell is only taken into the table if it was found at most 3 ns from the model at nine of its times and the model does not
 * bend sharply inside it; so no result is more than {@value #LARGEST_ERROR_NANOS} ns from the exact one. All other cells, and
 * times beyond the exchanges, are converted exactly. Immutable.
 */
final class ConversionGrid {

    static final int LARGEST_ERROR_NANOS = 6;

    private static final int CELL_BITS = 30;
    private static final long CELL_NANOS = 1L << CELL_BITS;
    private static final int MOST_CELLS = 1 << 20;
    private static final long MOST_WORK = 50_000_000;
    private static final int SAMPLES = 8;
    private static final long TOLERANCE_NANOS = 3;
    /** 2000 ppm: with this the product of slope and distance stays below 2⁶². */
    private static final long STEEPEST_NANOS = 1L << 21;
    /** Stands for the slope of a cell that is not in the table. */
    private static final long EXACT = Long.MIN_VALUE;

    private static final int BLOCK = 256;

    private final long start;
    /** Of each cell, its offset and its slope side by side. */
    private final long[] table;

    private ConversionGrid(long start, long[] table) {
        this.start = start;
        this.table = table;
    }

    static ConversionGrid of(List<ClockSegment> segments) {
        long start = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        for (ClockSegment segment : segments) {
            start = Math.min(start, segment.measuredDevice().earliestNanos());
            end = Math.max(end, segment.measuredDevice().latestNanos());
        }
        double cells = Math.ceil(TimeRange.distance(end, start) / CELL_NANOS);
        boolean tooLarge = cells > MOST_CELLS || cells * segments.size() > MOST_WORK;
        long[] table = new long[tooLarge ? 0 : 2 * (int) cells];
        for (int cell = 0; 2 * cell < table.length; cell++) {
            fill(segments, start + cell * CELL_NANOS, table, 2 * cell);
        }
        return new ConversionGrid(start, table);
    }

    private static void fill(List<ClockSegment> segments, long from, long[] table, int at) {
        long to = from + CELL_NANOS;
        table[at + 1] = EXACT;
        OffsetCurve only = null;
        for (ClockSegment segment : segments) {
            Bound shown = segment.possibleDevice();
            if (shown.earliestNanos() <= to && shown.latestNanos() >= from) {
                if (only != null || !shown.contains(from) || !shown.contains(to)) {
                    return;
                }
                only = segment.curve();
            }
        }
        if (only != null && !only.bendsWithin(from, to)) {
            straight(only, from, table, at);
        }
    }

    private static void straight(OffsetCurve curve, long from, long[] table, int at) {
        long offset = curve.offsetAt(from);
        long rise = curve.offsetAt(from + CELL_NANOS) - offset;
        if (Math.abs(rise) > STEEPEST_NANOS) {
            return;
        }
        long slope = rise << (40 - CELL_BITS);
        long least = 0;
        long most = 0;
        for (int i = 1; i < SAMPLES; i++) {
            long u = i * (CELL_NANOS / SAMPLES);
            long error = curve.offsetAt(from + u) - offset - ((u * slope) >> 40);
            least = Math.min(least, error);
            most = Math.max(most, error);
        }
        if (most - least <= 2 * TOLERANCE_NANOS) {
            // half-way between the chord and its bow, so that a cell that is bent one way errs by half as much
            table[at] = offset + (least + most) / 2;
            table[at + 1] = slope;
        }
    }

    /** Convert every time, those that the table does not hold by the model itself. */
    void toHost(long[] device, long[] host, ClockModel model) {
        int from = 0;
        while (from < device.length) {
            int to = Math.min(from + BLOCK, device.length);
            long cell = (device[from] - start) >> CELL_BITS;
            boolean oneCell = holds(cell) && (device[to - 1] - start) >> CELL_BITS == cell;
            if (!oneCell || !sweep(device, host, from, to, cell)) {
                each(device, host, from, to, model);
            }
            from = to;
        }
    }

    private boolean holds(long cell) {
        return cell >= 0 && 2 * cell < table.length && table[2 * (int) cell + 1] != EXACT;
    }

    private boolean sweep(long[] device, long[] host, int from, int to, long cell) {
        long base = start + (cell << CELL_BITS);
        return sweep(device, host, from, to, base, table[2 * (int) cell], table[2 * (int) cell + 1]);
    }

    /** The inner loop for times of one cell; false if one of them was of another. */
    private static boolean sweep(long[] device, long[] host, int from, int to, long base, long offset, long slope) {
        long seen = 0;
        for (int i = from; i < to; i++) {
            long u = device[i] - base;
            seen |= u;
            host[i] = device[i] + offset + ((u * slope) >> 40);
        }
        return seen >>> CELL_BITS == 0;
    }

    private void each(long[] device, long[] host, int from, int to, ClockModel model) {
        for (int i = from; i < to; i++) {
            long distance = device[i] - start;
            long cell = distance >> CELL_BITS;
            if (holds(cell)) {
                int at = 2 * (int) cell;
                long u = distance & (CELL_NANOS - 1);
                host[i] = device[i] + table[at] + ((u * table[at + 1]) >> 40);
            } else {
                host[i] = model.exactHostNanos(device[i]);
            }
        }
    }
}
