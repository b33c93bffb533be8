// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.scenario;

import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;

/** Device times whose host times are known, in order. Immutable. */
public final class Queries {

    private final long[] deviceNanos;
    private final long[] trueHostNanos;

    private Queries(long[] deviceNanos, long[] trueHostNanos) {
        this.deviceNanos = deviceNanos;
        this.trueHostNanos = trueHostNanos;
    }

    static Queries at(LongStream hostNanos, LongUnaryOperator deviceAt) {
        long[] host = hostNanos.toArray();
        return new Queries(LongStream.of(host).map(deviceAt).toArray(), host);
    }

    /** {@return how many there are} */
    public int size() {
        return deviceNanos.length;
    }

    /** {@return what the device showed, in nanoseconds; a copy} */
    public long[] deviceNanos() {
        return deviceNanos.clone();
    }

    /**
     * {@return the host time at which it did, in nanoseconds}
     *
     * @param index which query
     */
    public long trueHostNanos(int index) {
        return trueHostNanos[index];
    }
}
