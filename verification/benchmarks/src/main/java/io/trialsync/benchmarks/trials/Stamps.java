// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.trials;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Where the bodies of one run of a test class leave the times that they measure. For one thread at a time. */
final class Stamps {

    private final long[] bodies;
    private final long[] befores;
    private final long[] marks;
    private int count;
    private int marked;
    private Optional<Path> folder = Optional.empty();
    private long hostMinusNanoTime;

    /** @param trials how many trials, or marks in one trial, are wanted */
    Stamps(int trials) {
        this.bodies = new long[trials];
        this.befores = new long[trials];
        this.marks = new long[trials];
    }

    /** What stood before the body, of an interceptor that only stamps. */
    void before(long nanoTime) {
        befores[count] = nanoTime;
    }

    void body(long nanoTime) {
        bodies[count++] = nanoTime;
    }

    void mark(long nanos) {
        marks[marked++] = nanos;
    }

    boolean wantsMark() {
        return marked < marks.length;
    }

    void session(Path sessionFolder, long offset) {
        folder = Optional.of(sessionFolder);
        hostMinusNanoTime = offset;
    }

    Path folder() {
        return folder.orElseThrow();
    }

    int trials() {
        return bodies.length;
    }

    long body(int trial) {
        return bodies[trial];
    }

    long bodyHostNanos(int trial) {
        return bodies[trial] + hostMinusNanoTime;
    }

    /** From the bare interceptor's stamp to the body, of each trial. */
    long[] sinceBefore() {
        long[] since = new long[count];
        Arrays.setAll(since, i -> bodies[i] - befores[i]);
        return since;
    }

    /** From each body to the next. */
    long[] gaps() {
        long[] gaps = new long[Math.max(0, count - 1)];
        Arrays.setAll(gaps, i -> bodies[i + 1] - bodies[i]);
        return gaps;
    }

    long[] marks() {
        return Arrays.copyOf(marks, marked);
    }
}
