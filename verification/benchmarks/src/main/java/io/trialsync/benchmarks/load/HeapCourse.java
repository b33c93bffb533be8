// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.load;

import io.trialsync.benchmarks.peer.Quantiles;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * How much memory was in use during a session, each time after a collection.
 *
 * @param bytes what was in use, at even distances from the session's begin to its end
 */
record HeapCourse(List<Long> bytes) {

    HeapCourse {
        bytes = List.copyOf(bytes);
    }

    /** Takes the samples. Not thread-safe. */
    static final class Watch {

        private final List<Long> bytes = new ArrayList<>();

        /** Collect garbage, and see what is left. */
        void look() {
            System.gc();
            bytes.add(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }

        HeapCourse course() {
            return new HeapCourse(bytes);
        }
    }

    /** {@return the median of the second quarter, when all that is made once has been made} */
    long earlyBytes() {
        return median(bytes.size() / 4, bytes.size() / 2);
    }

    /** {@return the median of the last quarter} */
    long lateBytes() {
        return median(bytes.size() * 3 / 4, bytes.size());
    }

    /** {@return how much more was in use in the last quarter than in the second} */
    long growthBytes() {
        return lateBytes() - earlyBytes();
    }

    private long median(int from, int to) {
        return Math.round(Quantiles.median(bytes.subList(from, to).stream().mapToDouble(Long::doubleValue)));
    }
}
