// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Converts many device times: by the table where it holds them, exactly where it does not.
 *
 * <p>Times are taken in blocks that stay in a processor's first cache. 2²⁰ and more go to all processors, in parts, by the
 * pool that Java's parallel streams use: one processor alone is slower at this than the memory.
 *
 * @param grid the table of the model
 * @param model what converts exactly
 */
record BulkConversion(ConversionGrid grid, ClockModel model) {

    private static final int PART = 1 << 16;
    /** From so many times on. */
    private static final int IN_PARALLEL = 1 << 20;

    /** Convert all times of an array into another one, or into the same. */
    void convert(long[] device, long[] host) {
        if (device.length < IN_PARALLEL) {
            part(device, host, 0, device.length);
            return;
        }
        // what is thrown in another thread would arrive here wrapped into another one of its kind
        Optional<IllegalArgumentException> refused = IntStream.range(0, (device.length - 1) / PART + 1)
                .parallel()
                .mapToObj(part -> refusal(device, host, part * PART))
                .filter(Objects::nonNull)
                .findFirst();
        if (refused.isPresent()) {
            throw refused.get();
        }
    }

    private @Nullable IllegalArgumentException refusal(long[] device, long[] host, int from) {
        try {
            part(device, host, from, from + Math.min(PART, device.length - from));
            return null;
        } catch (IllegalArgumentException outOfRange) {
            return outOfRange;
        }
    }

    /** A block may end so near the largest index that the next one would begin below zero: that is the end as well. */
    private void part(long[] device, long[] host, int from, int to) {
        if (device != host) {
            for (int block = from; block < to && block >= from; block += ConversionGrid.BLOCK) {
                block(device, host, block, block + Math.min(ConversionGrid.BLOCK, to - block));
            }
            return;
        }
        long[] times = new long[ConversionGrid.BLOCK];
        long[] converted = new long[ConversionGrid.BLOCK];
        for (int block = from; block < to && block >= from; block += ConversionGrid.BLOCK) {
            int count = Math.min(ConversionGrid.BLOCK, to - block);
            System.arraycopy(device, block, times, 0, count);
            block(times, converted, 0, count);
            System.arraycopy(converted, 0, host, block, count);
        }
    }

    private void block(long[] device, long[] host, int from, int to) {
        if (!grid.convert(device, host, from, to)) {
            for (int i = from; i < to; i++) {
                host[i] = grid.holds(device[i]) ? grid.hostNanos(device[i]) : model.exactHostNanos(device[i]);
            }
        }
    }
}
