// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;

/**
 * An offset in straight pieces whose slope is never steeper than 1000 ppm, so that device time on the host never runs
 * backwards. A new line is approached at that slope from a switch point on; what lies before the switch point stays as it
 * was. Immutable.
 */
final class SlewedView {

    /** How fast the offset moves at most. */
    static final double STEEPEST = 1000e-6;

    /** How long before the switch point pieces are kept. */
    private static final long HISTORY_NANOS = 30_000_000_000L;

    private static final int MOST_PIECES = 512;
    /** Differences of two offsets still fit into a {@code long}. */
    private static final long LARGEST_OFFSET_NANOS = (1L << 62) - 1;

    private static final long LONGEST_NANOS = 1L << 60;

    private final long[] device;
    private final long[] offset;
    private final double[] slope;

    private SlewedView(long[] device, long[] offset, double[] slope) {
        this.device = device;
        this.offset = offset;
        this.slope = slope;
    }

    /**
     * {@return straight pieces through points, no steeper than allowed}
     *
     * @param device the device times of the points, rising
     * @param offset the offsets there
     * @param lastSlope how it goes on after the last point where that is the only one, and before the first one
     */
    static SlewedView through(long[] device, long[] offset, double lastSlope) {
        int size = device.length;
        long[] start = device.clone();
        long[] reached = offset.clone();
        double[] slope = new double[size];
        for (int i = 0; i + 1 < size; i++) {
            double length = TimeRange.distance(device[i + 1], device[i]);
            slope[i] = length > 0 ? limited(TimeRange.distance(offset[i + 1], reached[i]) / length) : 0;
            reached[i + 1] = TimeRange.add(reached[i], Math.round(slope[i] * length));
        }
        slope[size - 1] = size == 1 ? limited(lastSlope) : slope[size - 2];
        return new SlewedView(start, reached, slope);
    }

    private static double limited(double slope) {
        return Math.max(-STEEPEST, Math.min(STEEPEST, slope));
    }

    long offsetAt(long at) {
        int piece = pieceAt(at);
        double moved = slope[piece] * TimeRange.distance(at, device[piece]);
        long sum = TimeRange.add(offset[piece], Math.round(moved));
        return Math.max(-LARGEST_OFFSET_NANOS, Math.min(LARGEST_OFFSET_NANOS, sum));
    }

    /** {@return the device time that comes out at a host time}; each step gains a factor of a thousand */
    long deviceAt(long host) {
        long at = TimeRange.subtract(host, offset[offset.length - 1]);
        for (int i = 0; i < 10; i++) {
            long next = TimeRange.subtract(host, offsetAt(at));
            if (next == at) {
                return at;
            }
            at = next;
        }
        return at;
    }

    private int pieceAt(long at) {
        int last = device.length - 1;
        if (at >= device[last]) {
            return last;
        }
        int found = Arrays.binarySearch(device, at);
        return found >= 0 ? found : Math.max(0, -found - 2);
    }

    /**
     * {@return this view up to a switch point, from there on moving towards another one and then along it}
     *
     * @param from the switch point, a device time not before the last one
     * @param target the other view
     */
    SlewedView towards(long from, SlewedView target) {
        long start = offsetAt(from);
        double left = TimeRange.distance(target.offsetAt(from), start);
        double steep = Math.copySign(STEEPEST, left);
        int piece = target.pieceAt(from);
        long at = from;
        long needed = needed(left, steep, target.slope[piece]);
        while (piece + 1 < target.device.length && needed > TimeRange.distance(target.device[piece + 1], at)) {
            piece++;
            at = target.device[piece];
            left = TimeRange.distance(target.offset[piece], steeped(start, steep, from, at));
            needed = needed(left, steep, target.slope[piece]);
        }
        long met = TimeRange.add(at, needed);
        return met > from
                ? kept(from, 1).put(from, start, steep).joined(met, steeped(start, steep, from, met), target, piece)
                : kept(from, 0).joined(from, start, target, piece);
    }

    private static long steeped(long start, double steep, long from, long at) {
        return TimeRange.add(start, Math.round(steep * TimeRange.distance(at, from)));
    }

    /** How long it takes to close a gap, in nanoseconds; for ever if both are equally steep. */
    private static long needed(double left, double steep, double slope) {
        double time = left == 0 ? 0 : Math.abs(left) / Math.abs(steep - slope);
        return time < LONGEST_NANOS ? (long) time : LONGEST_NANOS;
    }

    /** Only while it is being made. */
    private SlewedView put(long from, long start, double steep) {
        int last = device.length - 1;
        device[last] = from;
        offset[last] = start;
        slope[last] = steep;
        return this;
    }

    /** From a point on along another view, moved so that it begins there. */
    private SlewedView joined(long from, long start, SlewedView target, int piece) {
        int before = device.length;
        int more = target.device.length - piece;
        SlewedView joined = new SlewedView(
                Arrays.copyOf(device, before + more),
                Arrays.copyOf(offset, before + more),
                Arrays.copyOf(slope, before + more));
        long moved = TimeRange.subtract(start, target.offsetAt(from));
        for (int i = 0; i < more; i++) {
            int own = before + i;
            joined.device[own] = i == 0 ? from : target.device[piece + i];
            joined.offset[own] = i == 0 ? start : TimeRange.add(target.offset[piece + i], moved);
            joined.slope[own] = target.slope[piece + i];
        }
        return joined;
    }

    /** A copy of the pieces that begin before {@code end}, the very old ones left out, with room for more. */
    private SlewedView kept(long end, int more) {
        int to = pieceAt(end) + 1;
        while (to > 0 && device[to - 1] >= end) {
            to--;
        }
        int first = Math.max(pieceAt(TimeRange.subtract(end, HISTORY_NANOS)), to - MOST_PIECES);
        int from = Math.max(0, Math.min(first, to));
        int size = to - from + more;
        return new SlewedView(
                Arrays.copyOf(Arrays.copyOfRange(device, from, to), size),
                Arrays.copyOf(Arrays.copyOfRange(offset, from, to), size),
                Arrays.copyOf(Arrays.copyOfRange(slope, from, to), size));
    }
}
