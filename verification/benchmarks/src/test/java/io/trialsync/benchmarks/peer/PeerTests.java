// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.benchmarks.scenario.Probe;
import io.trialsync.benchmarks.scenario.Scenarios;
import io.trialsync.clock.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PeerTests {

    private static final long START = 1_790_000_000_000_000_000L;
    private static final long SECOND = 1_000_000_000L;

    static List<Peer> all() {
        return Peers.all();
    }

    static List<Peer> thatFollowDrift() {
        return Peers.all().stream()
                .filter(peer -> !peer.name().equals("pupil1med"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("all")
    void aSteadyClockWithoutJitterIsExact(Peer peer) {
        assertThat(worstErrorNanos(peer, probes(PeerTests::steady), PeerTests::steady))
                .isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("thatFollowDrift")
    void aDriftingClockWithoutJitterIsExact(Peer peer) {
        assertThat(worstErrorNanos(peer, probes(PeerTests::drifting), PeerTests::drifting))
                .isLessThanOrEqualTo(2);
    }

    @Test
    void aConstantOffsetDoesNotFollowDrift() {
        assertThat(worstErrorNanos(new MedianOnce(), probes(PeerTests::drifting), PeerTests::drifting))
                .isGreaterThan(10_000_000);
    }

    @Test
    void theFileReaderOfLslSeesAResetThatComesWithAGap() {
        LongUnaryOperator restarted = session -> session < 600 * SECOND ? 0 : -30 * SECOND;
        List<Probe> probes = new ArrayList<>(probes(restarted));
        probes.removeIf(
                probe -> probe.trueHostNanos() - START > 580 * SECOND && probe.trueHostNanos() - START < 640 * SECOND);

        Samples samples = Samples.of(probes);
        OffsetFunction fitted = new LslAndXdf().fit(samples);

        for (long second : new long[] {10, 500, 700, 1100}) {
            long host = START + second * SECOND;
            assertThat(samples.hostNanos(fitted, host - restarted.applyAsLong(second * SECOND)))
                    .isBetween(host - 1, host + 1);
        }
    }

    @Test
    void theFileReaderOfLslDoesNotSeeAJumpWithoutAGap() {
        LongUnaryOperator jumping = session -> session < 600 * SECOND ? 0 : -850_000_000L;

        assertThat(worstErrorNanos(new LslAndXdf(), probes(jumping), jumping)).isGreaterThan(100_000_000);
    }

    @Test
    void noOtherLineKeepsALargerMargin() {
        long seed = 11;
        SplittableRandom random = new SplittableRandom(seed);
        Samples samples = Samples.of(Scenarios.all().get(3).draw(seed, 600).probes());
        Line best = MaxMarginLine.through(samples, 0, samples.size());
        double most = margin(samples, best);

        assertThat(most).isPositive();
        for (int i = 0; i < 2000; i++) {
            Line other = new Line(
                    best.micros() + random.nextDouble(-500, 500), best.microsPerSecond() + random.nextDouble(-1, 1));
            assertThat(margin(samples, other)).as("seed %d", seed).isLessThanOrEqualTo(most + 1e-6);
        }
    }

    @Test
    void theSmootherIsBetterThanStraightLinesOnARandomWalk() {
        List<Probe> probes = Scenarios.all().get(18).draw(5).probes();
        Samples samples = Samples.of(probes);
        OffsetFunction smooth = new KalmanSmoother().fit(samples);
        OffsetFunction straight = new LowestRoundTrips("tobii4int", 4).fit(samples);

        assertThat(meanErrorNanos(samples, smooth, probes)).isLessThan(meanErrorNanos(samples, straight, probes) / 3);
    }

    private static double meanErrorNanos(Samples samples, OffsetFunction fitted, List<Probe> probes) {
        return probes.stream()
                .mapToLong(probe ->
                        Math.abs(samples.hostNanos(fitted, probe.exchange().deviceNanos()) - probe.trueHostNanos()))
                .average()
                .orElseThrow();
    }

    private static double margin(Samples samples, Line line) {
        double margin = Double.POSITIVE_INFINITY;
        for (int i = 0; i < samples.size(); i++) {
            double at = line.microsAt(samples.seconds(i));
            margin = Math.min(margin, Math.min(at - samples.low(i), samples.high(i) - at));
        }
        return margin;
    }

    private static long steady(long sessionNanos) {
        return 5 * SECOND;
    }

    /** 20 ppm fast. */
    private static long drifting(long sessionNanos) {
        return 5 * SECOND - sessionNanos / 50_000;
    }

    /** Bursts of 8 each 20 s for 20 minutes, 3 ms there and 3 ms back. */
    private static List<Probe> probes(LongUnaryOperator offset) {
        List<Probe> probes = new ArrayList<>();
        for (int burst = 0; burst <= 60; burst++) {
            for (int i = 0; i < 8; i++) {
                long session = burst * 20L * SECOND + i * (SECOND / 50);
                long host = START + session;
                long device = host - offset.applyAsLong(session);
                probes.add(new Probe(burst, new Exchange(host - 3_000_000, device, host + 3_000_000, 0), host));
            }
        }
        return probes;
    }

    private static long worstErrorNanos(Peer peer, List<Probe> probes, LongUnaryOperator offset) {
        Samples samples = Samples.of(probes);
        OffsetFunction fitted = peer.fit(samples);
        return LongStream.range(1, 1200)
                .map(second -> second * SECOND)
                .map(session -> Math.abs(
                        samples.hostNanos(fitted, START + session - offset.applyAsLong(session)) - START - session))
                .max()
                .orElseThrow();
    }
}
