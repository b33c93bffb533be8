// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.speed;

import io.trialsync.benchmarks.scenario.SimulatedSession;
import io.trialsync.clock.Bound;
import io.trialsync.clock.ClockModel;
import io.trialsync.clock.Estimators;
import io.trialsync.clock.FitAssumptions;
import io.trialsync.clock.LowestRoundTrip;
import io.trialsync.clock.StampRule;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Converts ten million device times; figures are per time. In one table of ten million the memory decides, in tables of 16 000,
 * one after the other, the conversion itself: those stay in the processor's cache. A sorted
 * table has some 2 800 times a second.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ConversionBenchmark.TIMES)
@Fork(
        value = 1,
        jvmArgs = {"-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class ConversionBenchmark {

    static final int TIMES = 10_000_000;

    private static final int EXCHANGES = 6000;
    private static final int PARTS = 64;
    private static final FitAssumptions ASSUMPTIONS = FitAssumptions.with(StampRule.FLOORED);

    /** In which order the times come. */
    @Param({"sorted", "random"})
    @SuppressWarnings("NullAway.Init") // set by JMH
    private String order;

    /** How many times a table holds; ten million in all are converted. */
    @Param({"10000000", "16000"})
    private int table = TIMES;

    private long[] device = new long[0];
    private long[] host = new long[0];

    @SuppressWarnings("NullAway.Init") // set before the first measurement
    private ClockModel standard;

    @SuppressWarnings("NullAway.Init") // set before the first measurement
    private ClockModel baseline;

    @SuppressWarnings("NullAway.Init") // set before the first measurement
    private TableLookup lookup;

    /** Called by JMH. */
    public ConversionBenchmark() {}

    /** Fit the models and draw the times. */
    @Setup
    public void fit() {
        SimulatedSession session = Sessions.withExchanges(EXCHANGES);
        standard = Estimators.named("trialsync").fit(session.exchanges(), ASSUMPTIONS);
        baseline = new LowestRoundTrip().fit(session.exchanges(), ASSUMPTIONS);
        lookup = new TableLookup(baseline.segments().get(0).knots());
        Bound range = standard.segments().get(0).measuredDevice();
        device = new SplittableRandom(1)
                .longs(TIMES, range.earliestNanos(), range.latestNanos())
                .toArray();
        if (order.equals("sorted")) {
            Arrays.sort(device);
        }
        device = Arrays.copyOf(device, table);
        host = new long[table];
    }

    /** {@return host times by the model that sessions use, in an array that is there} */
    @Benchmark
    public long[] standard() {
        for (int done = 0; done < TIMES; done += table) {
            standard.toHost(device, host);
        }
        return host;
    }

    /** {@return host times by the baseline, in an array that is there} */
    @Benchmark
    public long[] baselineLowestRoundTrip() {
        for (int done = 0; done < TIMES; done += table) {
            baseline.toHost(device, host);
        }
        return host;
    }

    /** {@return host times by looking each up in a table of points, as numerical libraries do} */
    @Benchmark
    public long[] peerTableLookup() {
        for (int done = 0; done < TIMES; done += table) {
            lookup.toHost(device, host);
        }
        return host;
    }

    /** {@return a copy into an array that is there, the limit of the memory for one processor} */
    @Benchmark
    public long[] limitCopy() {
        for (int done = 0; done < TIMES; done += table) {
            System.arraycopy(device, 0, host, 0, table);
        }
        return host;
    }

    /** {@return the same copy made by all processors, each a part: the limit of the memory for as many as there are} */
    @Benchmark
    public long[] limitCopyByAllProcessors() {
        for (int done = 0; done < TIMES; done += table) {
            IntStream.range(0, PARTS).parallel().forEach(this::copy);
        }
        return host;
    }

    private void copy(int part) {
        int from = (int) ((long) table * part / PARTS);
        int to = (int) ((long) table * (part + 1) / PARTS);
        System.arraycopy(device, from, host, from, to - from);
    }
}
