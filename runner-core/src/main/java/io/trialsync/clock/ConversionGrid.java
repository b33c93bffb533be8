// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;
import java.util.List;

/**
 * A clock model as a table for converting many times: cells of 2³⁰ ns, an offset each and a slope in units of 2⁻³⁰.
 *
 * <p>host = device + offset + ((device − start of cell) · slope ≫ 30). Rounding costs 1 ns, the slope's resolution another, and
 * a cell is only taken into the table if it was found at most 3 ns from the model at nine of its times and the model does not
 * bend sharply inside it; so no result is more than {@value #LARGEST_ERROR_NANOS} ns from the exact one. All other cells, and
 * times beyond the exchanges, are to be converted exactly. Immutable.
 *
 * <p>A cell is one {@code long}, so that the table of an hour stays in a processor's first cache: above, in 22 bits, by how much
 * its offset rises from end to end, which is its slope; below, in 41 bits, its offset from the one that most cells are near. Cells
 * more than 18 minutes from that (a clock that stepped far) are not in the table.
 */
final class ConversionGrid {

    static final int LARGEST_ERROR_NANOS = 6;

    static final int CELL_BITS = 30;
    static final long CELL_NANOS = 1L << CELL_BITS;
    static final int OFFSET_BITS = 41;
    static final int RISE_SHIFT = OFFSET_BITS + 1;
    /** A cell that is not in the table; in the others this bit, between offset and rise, is zero. */
    static final long EXACT = 1L << OFFSET_BITS;

    /** How many times are converted at once, at most. */
    static final int BLOCK = 256;

    private static final long[] ZEROS = new long[BLOCK];

    private final long start;
    /** What a cell's offset counts from. */
    private final long base;
    /** As many as a power of two, so that any index can be cut to one of them. */
    private final long[] cells;

    /**
     * @param start the device time at which the first cell begins
     * @param base what is added to the offset of each cell
     * @param cells as many as a power of two; those that the model does not fill are {@link #EXACT}
     */
    ConversionGrid(long start, long base, long[] cells) {
        this.start = start;
        this.base = base;
        this.cells = cells;
    }

    static ConversionGrid of(List<ClockSegment> segments) {
        return GridCells.of(segments).grid();
    }

    /** {@return whether a device time is in a cell of the table} */
    boolean holds(long device) {
        long cell = (device - start) >>> CELL_BITS;
        return cell < cells.length && cells[(int) cell] != EXACT;
    }

    /** {@return the host time of a device time that the table holds} */
    long hostNanos(long device) {
        return hostNanos(device, cells[(int) ((device - start) >>> CELL_BITS)]);
    }

    private long hostNanos(long device, long cell) {
        return device + base + offsetOf(cell) + ((((device - start) & (CELL_NANOS - 1)) * riseOf(cell)) >> CELL_BITS);
    }

    /** {@return the lowest bits of a number, with their sign} */
    static long offsetOf(long cell) {
        return (cell << (64 - OFFSET_BITS)) >> (64 - OFFSET_BITS);
    }

    private static long riseOf(long cell) {
        return cell >> RISE_SHIFT;
    }

    /**
     * Convert a block of times.
     *
     * @param host takes the host times at the same places, if the table holds them all; another array
     * @param from where the block begins
     * @param to where it ends, at most {@value #BLOCK} further on
     * @return whether the table does; if not, what is in {@code host} is worth nothing
     */
    boolean convert(long[] device, long[] host, int from, int to) {
        boolean alike = (device[from] - start) >>> CELL_BITS == (device[to - 1] - start) >>> CELL_BITS;
        return (alike && holds(device[from]) && withinOneCell(device, host, from, to))
                || inAnyOrder(device, host, from, to);
    }

    // The loops below are written for the compiler: one thing at a time, at the same index, without a branch. Of those
    // that
    // become vector instructions, which the first of inAnyOrder does not since it looks up, none sums up what it reads:
    // there Java 17 was seen to crash while it compiled ("ShouldNotReachHere", TypeVect::xmeet).

    private boolean withinOneCell(long[] device, long[] host, int from, int to) {
        long index = (device[from] - start) >>> CELL_BITS;
        long cellStart = start + (index << CELL_BITS);
        for (int i = from; i < to; i++) {
            host[i] = (device[i] - cellStart) >>> CELL_BITS;
        }
        if (!Arrays.equals(host, from, to, ZEROS, 0, to - from)) {
            return false;
        }
        long offset = base + offsetOf(cells[(int) index]);
        long rise = riseOf(cells[(int) index]);
        for (int i = from; i < to; i++) {
            host[i] = device[i] + offset + (((device[i] - cellStart) * rise) >> CELL_BITS);
        }
        return true;
    }

    private boolean inAnyOrder(long[] device, long[] host, int from, int to) {
        int mask = cells.length - 1;
        long far = 0;
        long seen = 0;
        for (int i = from; i < to; i++) {
            long distance = device[i] - start;
            long cell = cells[(int) (distance >>> CELL_BITS) & mask];
            far |= distance;
            seen |= cell;
            host[i] = cell;
        }
        if (far >>> CELL_BITS > mask || (seen & EXACT) != 0) {
            return false;
        }
        for (int i = from; i < to; i++) {
            host[i] = hostNanos(device[i], host[i]);
        }
        return true;
    }
}
