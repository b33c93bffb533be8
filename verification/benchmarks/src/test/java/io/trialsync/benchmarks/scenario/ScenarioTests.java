// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.clock.Arrival;
import io.trialsync.clock.Bound;
import io.trialsync.clock.Exchange;
import io.trialsync.clock.StampRule;
import io.trialsync.clock.StreamClock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioTests {

    private static final long SEED = 20261122;

    static List<Scenario> all() {
        return Scenarios.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyExchangeHoldsTheTruth(Scenario scenario) {
        SimulatedSession session = scenario.draw(SEED, 600);

        assertThat(session.probes()).as("seed %d", SEED).isNotEmpty().allSatisfy(probe -> {
            Exchange exchange = probe.exchange();
            assertThat(probe.trueHostNanos()).isBetween(exchange.hostSendNanos(), exchange.hostReceiveNanos());
            assertThat(exchange.resolutionNanos()).isEqualTo(scenario.resolutionNanos());
            assertThat(exchange.deviceNanos() % scenario.resolutionNanos()).isZero();
        });
        for (int i = 1; i < session.probes().size(); i++) {
            assertThat(session.probes().get(i).exchange().hostSendNanos())
                    .isGreaterThanOrEqualTo(
                            session.probes().get(i - 1).exchange().hostReceiveNanos());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void theSeedDecidesTheSession(Scenario scenario) {
        assertThat(scenario.draw(7, 600).probes())
                .isEqualTo(scenario.draw(7, 600).probes());
        assertThat(scenario.draw(7, 600).probes())
                .isNotEqualTo(scenario.draw(8, 600).probes());
    }

    @ParameterizedTest
    @MethodSource("all")
    void theTruthAboutTheClockFitsItsExchanges(Scenario scenario) {
        SimulatedSession session = scenario.draw(SEED, 600);
        Queries queries = session.wallQueries();
        long[] device = queries.deviceNanos();

        for (Probe probe : session.probes()) {
            Bound limits = probe.exchange().offsetLimits(StampRule.FLOORED);
            for (int i = 0; i < queries.size(); i++) {
                if (Math.abs(queries.trueHostNanos(i) - probe.trueHostNanos()) < 500_000_000L) {
                    // the clock moves by less than 600 ppm of half a second
                    assertThat(limits.grow(300_001).contains(queries.trueHostNanos(i) - device[i]))
                            .as("seed %d, %s", SEED, probe)
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void everySampleOfTheStreamArrivesAfterItWasStampedAndOneASecondIsKept(Scenario scenario) {
        SimulatedSession session = scenario.draw(SEED, 600);
        Queries queries = session.allWallQueries();
        long[] device = queries.deviceNanos();
        List<Arrival> arrivals = session.arrivals(StreamClock.WALL);

        assertThat(arrivals).hasSizeBetween(595, 602).isEqualTo(session.arrivals(StreamClock.WALL));
        for (int i = 0; i < queries.size(); i++) {
            long offset = queries.trueHostNanos(i) - device[i];
            for (Arrival arrival : arrivals) {
                if (Math.abs(arrival.deviceNanos() - device[i]) < 500_000_000L) {
                    assertThat(arrival.latestOffsetNanos() - offset)
                            .as("seed %d, %s", SEED, arrival)
                            .isGreaterThan(25_000_000);
                }
            }
        }
    }

    @Test
    void thereAreTheExchangesOfTheStudy() {
        assertThat(named("B2").draw(SEED).probes()).hasSize(3050);
        assertThat(named("B4").draw(SEED).probes()).hasSize(5768);
        assertThat(named("C4").draw(SEED).probes()).hasSizeBetween(3600, 3610);
        assertThat(named("G1").draw(SEED).probes()).hasSize(400);
        assertThat(named("G3").draw(SEED).probes()).hasSize(100);
        assertThat(Scenarios.all()).hasSize(34);
    }

    @Test
    void aFastDeviceHasAnOffsetThatFalls() {
        Queries queries = named("B1").draw(SEED).wallQueries();
        long[] device = queries.deviceNanos();
        int last = queries.size() - 1;

        long offsetChange = (queries.trueHostNanos(last) - device[last]) - (queries.trueHostNanos(0) - device[0]);

        assertThat(offsetChange).isBetween(-20 * 3_599_000L - 1, -20 * 3_599_000L + 1);
    }

    @Test
    void aJumpMovesTheWallClockAloneAndItsGapIsNotAskedFor() {
        SimulatedSession session = named("F1").draw(SEED);
        Queries wall = session.wallQueries();
        Queries sensor = session.sensorQueries();
        int last = wall.size() - 1;

        assertThat(wall.size()).isEqualTo(sensor.size()).isBetween(3530, 3599);
        assertThat(wall.deviceNanos()[0]).isEqualTo(sensor.deviceNanos()[0]);
        assertThat(wall.deviceNanos()[last] - sensor.deviceNanos()[last]).isEqualTo(850_000_000L);
    }

    @Test
    void aSlewGainsAHundredMilliseconds() {
        Queries slewed = named("F4").draw(SEED).wallQueries();
        long[] device = slewed.deviceNanos();
        int last = slewed.size() - 1;

        long gained = (device[last] - device[0]) - (slewed.trueHostNanos(last) - slewed.trueHostNanos(0));

        assertThat(gained).isBetween(171_900_000L, 172_100_000L);
    }

    @Test
    void asymmetricLinksAreSlowerOnTheWayThere() {
        assertThat(leastDifferenceNanos("D1")).isBetween(400_000L, 800_000L);
        assertThat(leastDifferenceNanos("D2")).isBetween(1_300_000L, 2_000_000L);
        assertThat(leastDifferenceNanos("B2")).isBetween(-200_000L, 200_000L);
    }

    /** The least delay forward without the least delay back. */
    private static long leastDifferenceNanos(String id) {
        List<Probe> probes = named(id).draw(SEED).probes();
        long forward = probes.stream()
                .mapToLong(probe -> probe.trueHostNanos() - probe.exchange().hostSendNanos())
                .min()
                .orElseThrow();
        long backward = probes.stream()
                .mapToLong(probe -> probe.exchange().hostReceiveNanos() - probe.trueHostNanos())
                .min()
                .orElseThrow();
        return forward - backward;
    }

    private static Scenario named(String id) {
        return Scenarios.all().stream()
                .filter(scenario -> scenario.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
