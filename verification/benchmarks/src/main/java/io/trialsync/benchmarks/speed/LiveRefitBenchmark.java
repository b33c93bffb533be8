// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.speed;

import io.trialsync.clock.ClockReset;
import io.trialsync.clock.Exchange;
import io.trialsync.clock.FitAssumptions;
import io.trialsync.clock.LiveClock;
import io.trialsync.clock.StampRule;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Refits of a live clock: one, when its window is as large as it gets, and all those of a session of an hour. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class LiveRefitBenchmark {

    /** An hour: 720 cells, more than the window holds. */
    private static final int EXCHANGES = 5760;

    private static final long FIVE_SECONDS = 5_000_000_000L;

    private final LiveClock clock = new LiveClock(FitAssumptions.with(StampRule.FLOORED));
    private List<Exchange> session = List.of();
    private long later;

    @SuppressWarnings("NullAway.Init") // set before the first measurement
    private Exchange newest;

    /** Called by JMH. */
    public LiveRefitBenchmark() {}

    /** Fill the window. */
    @Setup
    public void follow() {
        session = Sessions.withExchanges(EXCHANGES).exchanges();
        session.forEach(clock::accept);
        newest = session.get(session.size() - 1);
    }

    /** {@return what one exchange that begins a cell does} */
    @Benchmark
    public Optional<ClockReset> refitOfFullWindow() {
        later += FIVE_SECONDS;
        return clock.accept(new Exchange(
                newest.hostSendNanos() + later,
                newest.deviceNanos() + later,
                newest.hostReceiveNanos() + later,
                newest.resolutionNanos()));
    }

    /** {@return a clock that followed a whole session, 5760 exchanges} */
    @Benchmark
    public LiveClock wholeSession() {
        LiveClock follower = new LiveClock(FitAssumptions.with(StampRule.FLOORED));
        session.forEach(follower::accept);
        return follower;
    }
}
