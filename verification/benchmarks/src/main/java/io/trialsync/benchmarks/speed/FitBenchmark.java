// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.speed;

import io.trialsync.benchmarks.peer.OffsetFunction;
import io.trialsync.benchmarks.peer.Peer;
import io.trialsync.benchmarks.peer.Peers;
import io.trialsync.benchmarks.peer.Samples;
import io.trialsync.benchmarks.scenario.Probe;
import io.trialsync.benchmarks.scenario.SimulatedSession;
import io.trialsync.clock.ClockModel;
import io.trialsync.clock.Estimators;
import io.trialsync.clock.Exchange;
import io.trialsync.clock.FitAssumptions;
import io.trialsync.clock.LowestRoundTrip;
import io.trialsync.clock.StampRule;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/** Fits a model to a session; its time, and with {@code -prof gc} its memory, should grow as the number of exchanges. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class FitBenchmark {

    private static final FitAssumptions ASSUMPTIONS = FitAssumptions.with(StampRule.FLOORED);

    /** How many exchanges the session has. */
    @Param({"600", "6000", "60000"})
    @SuppressWarnings("NullAway.Init")
    private int exchanges;

    private List<Exchange> session = List.of();
    private List<Probe> probes = List.of();
    private Peer peer = Peers.all().get(0);

    /** Called by JMH. */
    public FitBenchmark() {}

    /** Draw the session. */
    @Setup
    public void draw() {
        SimulatedSession drawn = Sessions.withExchanges(exchanges);
        session = drawn.exchanges();
        probes = drawn.probes();
        peer = Peers.all().stream()
                .filter(one -> one.name().equals("lslPyxdf"))
                .findFirst()
                .orElseThrow();
    }

    /** {@return the model of the estimator that sessions use} */
    @Benchmark
    public ClockModel standard() {
        return Estimators.named("trialsync").fit(session, ASSUMPTIONS);
    }

    /** {@return the model of the baseline} */
    @Benchmark
    public ClockModel baselineLowestRoundTrip() {
        return new LowestRoundTrip().fit(session, ASSUMPTIONS);
    }

    /** {@return the line of Lab Streaming Layer's way, which needs no limits} */
    @Benchmark
    public OffsetFunction peerLslPyxdf() {
        return peer.fit(Samples.of(probes));
    }
}
