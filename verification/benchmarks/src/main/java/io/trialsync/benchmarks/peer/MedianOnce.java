// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.peer;

import java.util.stream.IntStream;

/** The way of Pupil Labs' guide and helpers: the median offset of the first 50 exchanges, held for the whole session. */
final class MedianOnce implements Peer {

    private static final int COUNT = 50;

    @Override
    public String name() {
        return "pupil1med";
    }

    @Override
    public OffsetFunction fit(Samples samples) {
        double offset = Quantiles.median(
                IntStream.range(0, Math.min(COUNT, samples.size())).mapToDouble(samples::middle));
        return new Line(offset, 0);
    }
}
