// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.peer;

import io.trialsync.benchmarks.scenario.Probe;
import io.trialsync.clock.Exchange;
import java.util.List;

/** One constant offset, as Pupil Labs' helpers use it: the median of the first 50 exchanges, or of those there are so far. */
final class HeldMedian implements OnlinePeer {

    private static final int COUNT = 50;

    @Override
    public String name() {
        return "pupil1med";
    }

    @Override
    public long offsetNanos(List<Probe> received) {
        long[] offsets = received.stream()
                .limit(COUNT)
                .map(Probe::exchange)
                .mapToLong(HeldMedian::offset)
                .sorted()
                .toArray();
        return offsets[offsets.length / 2];
    }

    private static long offset(Exchange exchange) {
        return exchange.hostMiddleNanos() - exchange.deviceNanos();
    }
}
