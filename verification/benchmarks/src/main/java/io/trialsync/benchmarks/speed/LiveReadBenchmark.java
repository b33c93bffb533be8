// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.speed;

import io.trialsync.clock.Bound;
import io.trialsync.clock.Exchange;
import io.trialsync.clock.FitAssumptions;
import io.trialsync.clock.HostTime;
import io.trialsync.clock.LiveClock;
import io.trialsync.clock.LiveClockState;
import io.trialsync.clock.StampRule;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Reads a live clock, with nothing else going on and while another thread refits it without a pause. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class LiveReadBenchmark {

    private static final int EXCHANGES = 1000;

    /** What another thread does meanwhile. */
    @Param({"idle", "refit"})
    @SuppressWarnings("NullAway.Init") // set by JMH
    private String meanwhile;

    private final LiveClock clock = new LiveClock(FitAssumptions.with(StampRule.FLOORED));
    private long deviceNanos;
    private @Nullable Thread feeder;

    /** Called by JMH. */
    public LiveReadBenchmark() {}

    /** Feed the first exchanges, and have others fed without a pause if asked to. */
    @Setup
    public void feed() {
        List<Exchange> exchanges = Sessions.withExchanges(EXCHANGES).exchanges();
        exchanges.forEach(clock::accept);
        Exchange newest = exchanges.get(exchanges.size() - 1);
        deviceNanos = newest.deviceNanos() + 1_000_000;
        if (meanwhile.equals("refit")) {
            feeder = new Thread(() -> refit(newest), "refit");
            feeder.setDaemon(true);
            feeder.start();
        }
    }

    /** The same exchange again and again, five seconds later each time: each begins a cell. */
    private void refit(Exchange exchange) {
        long later = 0;
        Bound sent = new Bound(exchange.hostSendNanos(), exchange.hostReceiveNanos());
        while (!Thread.currentThread().isInterrupted()) {
            later += 5_000_000_000L;
            Bound moved = sent.shift(later);
            clock.accept(new Exchange(
                    moved.earliestNanos(),
                    exchange.deviceNanos() + later,
                    moved.latestNanos(),
                    exchange.resolutionNanos()));
        }
    }

    /** End the other thread. */
    @TearDown
    public void stop() throws InterruptedException {
        if (feeder != null) {
            feeder.interrupt();
            feeder.join();
        }
    }

    private LiveClockState state() {
        return clock.state().orElseThrow();
    }

    /** {@return a host time alone} */
    @Benchmark
    public long hostNanos() {
        return state().hostNanos(deviceNanos);
    }

    /** {@return a device time alone, as a marker needs it} */
    @Benchmark
    public long deviceNanos() {
        return state().deviceNanos(deviceNanos);
    }

    /** {@return a host time with uncertainty and limits} */
    @Benchmark
    public HostTime hostTime() {
        return state().toHost(deviceNanos);
    }
}
