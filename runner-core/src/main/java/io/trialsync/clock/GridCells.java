// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The cells of a {@link ConversionGrid} in the making: a straight line in each where the model allows it. */
final class GridCells {

    private static final int MOST_CELLS = 1 << 20;
    private static final long MOST_WORK = 50_000_000;
    private static final int SAMPLES = 8;
    private static final long TOLERANCE_NANOS = 3;
    /** 2000 ppm: with this a rise has 22 bits. */
    private static final long STEEPEST_NANOS = (1L << 21) - 1;

    private final long start;
    private final long[] offsets;
    private final long[] rises;

    private GridCells(long start, long[] offsets, long[] rises) {
        this.start = start;
        this.offsets = offsets;
        this.rises = rises;
    }

    static GridCells of(List<ClockSegment> segments) {
        long start = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        for (ClockSegment segment : segments) {
            start = Math.min(start, segment.measuredDevice().earliestNanos());
            end = Math.max(end, segment.measuredDevice().latestNanos());
        }
        double count = Math.ceil(TimeRange.distance(end, start) / ConversionGrid.CELL_NANOS);
        boolean tooLarge = count > MOST_CELLS || count * segments.size() > MOST_WORK;
        long[] offsets = new long[tooLarge ? 0 : (int) count];
        long[] rises = new long[offsets.length];
        for (int cell = 0; cell < offsets.length; cell++) {
            fill(segments, start + cell * ConversionGrid.CELL_NANOS, offsets, rises, cell);
        }
        return new GridCells(start, offsets, rises);
    }

    private static void fill(List<ClockSegment> segments, long from, long[] offsets, long[] rises, int cell) {
        long to = from + ConversionGrid.CELL_NANOS;
        rises[cell] = ConversionGrid.EXACT;
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
            straight(only, from, offsets, rises, cell);
        }
    }

    private static void straight(OffsetCurve curve, long from, long[] offsets, long[] rises, int cell) {
        long offset = curve.offsetAt(from);
        long rise = curve.offsetAt(from + ConversionGrid.CELL_NANOS) - offset;
        if (Math.abs(rise) > STEEPEST_NANOS) {
            return;
        }
        long least = 0;
        long most = 0;
        for (int i = 1; i < SAMPLES; i++) {
            long u = i * (ConversionGrid.CELL_NANOS / SAMPLES);
            long error = curve.offsetAt(from + u) - offset - ((u * rise) >> ConversionGrid.CELL_BITS);
            least = Math.min(least, error);
            most = Math.max(most, error);
        }
        if (most - least <= 2 * TOLERANCE_NANOS) {
            // half-way between the chord and its bow, so that a cell that is bent one way errs by half as much
            offsets[cell] = offset + (least + most) / 2;
            rises[cell] = rise;
        }
    }

    /** {@return the table} */
    ConversionGrid grid() {
        long base = middle();
        return new ConversionGrid(start, base, packed(base));
    }

    private long middle() {
        long[] known = IntStream.range(0, offsets.length)
                .filter(cell -> rises[cell] != ConversionGrid.EXACT)
                .mapToLong(cell -> offsets[cell])
                .sorted()
                .toArray();
        return known.length == 0 ? 0 : known[known.length / 2];
    }

    private long[] packed(long base) {
        long[] cells = new long[Integer.highestOneBit(Math.max(1, 2 * offsets.length - 1))];
        Arrays.fill(cells, ConversionGrid.EXACT);
        for (int cell = 0; cell < offsets.length; cell++) {
            long offset = offsets[cell] - base;
            if (rises[cell] != ConversionGrid.EXACT && offset == ConversionGrid.offsetOf(offset)) {
                cells[cell] = (rises[cell] << ConversionGrid.RISE_SHIFT) | (offset & (ConversionGrid.EXACT - 1));
            }
        }
        return cells;
    }
}
