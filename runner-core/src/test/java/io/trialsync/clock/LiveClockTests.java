// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.trialsync.clock.Study.Scenario;
import io.trialsync.clock.Study.Session;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a live clock says while a session goes on. */
class LiveClockTests {

    private static final FitAssumptions FLOORED = FitAssumptions.with(StampRule.FLOORED);
    private static final long SECOND = 1_000_000_000L;

    private static LiveClockState state(LiveClock clock) {
        return clock.state().orElseThrow();
    }

    @Test
    void beforeTheSecondExchangeThereIsNothing() {
        LiveClock clock = new LiveClock(FLOORED);
        assertThat(clock.state()).isEmpty();
        assertThat(clock.toHost(1)).isEmpty();

        assertThat(clock.accept(new Exchange(0, 500, 1000, 0))).isEmpty();
        assertThat(clock.state()).isEmpty();
        assertThat(clock.toDevice(1)).isEmpty();

        clock.accept(new Exchange(20_000, 20_500, 21_000, 0));
        assertThat(clock.toHost(20_500))
                .hasValueSatisfying(
                        time -> assertThat(time.limits().contains(20_500)).isTrue());
    }

    @ParameterizedTest
    @CsvSource({"B1,2", "B2,2", "B3,2", "B6,2", "C1,2", "C2,2", "C3,2", "B4,1", "B5,1", "C4,1", "C5,1", "Q3,1"})
    void limitsHoldTheTruthAndTimeNeverRunsBackwards(Scenario scenario, int seeds) {
        LiveStudy.Result result = LiveStudy.run(scenario, 7100, seeds);

        System.out.println("live, seeds 7100 to " + (7099 + seeds) + ": " + result);
        assertThat(result.resets()).as(result.toString()).isEmpty();
        assertThat(result.outsideLimits()).as(result.toString()).isZero();
        assertThat(result.backwards()).as(result.toString()).isZero();
        assertThat(result.tooSteep()).as(result.toString()).isZero();
    }

    @Test
    void whatWasSaidOfThePastIsNotUnsaid() {
        Session session = new Session(Scenario.C5, 7200);
        LiveClock clock = new LiveClock(FLOORED);
        for (Exchange exchange : session.exchanges.subList(0, 1500)) {
            Optional<LiveClockState> before = clock.state();
            Optional<ClockReset> reset = clock.accept(exchange);
            if (before.isPresent() && reset.isEmpty()) {
                long now = session.device(exchange.hostReceiveNanos());
                for (long device = now - 10 * SECOND; device <= now + SECOND / 5; device += SECOND / 10) {
                    assertThat(state(clock).hostNanos(device))
                            .isEqualTo(before.get().hostNanos(device));
                }
            }
        }
    }

    @Test
    void conversionThereAndBackIsTheSameToANanosecond() {
        Session session = new Session(Scenario.C2, 7300);
        LiveStudy.follow(session, new LiveClock(FLOORED), (host, state) -> {
            DeviceTime device = state.toDevice(host);
            assertThat(state.hostNanos(device.deviceNanos())).isCloseTo(host, within(1L));
            assertThat(device.limits().contains(session.device(host))).isTrue();
        });
    }

    @Test
    void aProvenStepIsAnExplicitReset() {
        Session session = new Session(Scenario.F1, 7400);
        LiveClock clock = new LiveClock(FLOORED);

        List<ClockReset> resets = LiveStudy.follow(session, clock, (host, state) -> {
            if (host > Study.START + 120 * SECOND) {
                HostTime time = state.toHost(session.device(host));
                assertThat(time.limits().grow(1).contains(host)).isTrue();
                assertThat(time.hostNanos()).isCloseTo(host, within(2_000_000L));
            }
        });

        assertThat(resets).singleElement().satisfies(reset -> {
            assertThat(reset.reason()).isEqualTo(ClockReset.Reason.STEP);
            assertThat(reset.generation()).isEqualTo(1);
            assertThat(reset.offsetChangeNanos()).isCloseTo(-850_000_000L, within(10_000_000L));
        });
        assertThat(state(clock).generation()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {850_000_000, -850_000_000, -100 * SECOND})
    void rightAfterAStepTheDriftIsStillKnown(long jump) {
        LiveClock clock = new LiveClock(FLOORED);
        for (int i = 0; i < 200; i++) {
            clock.accept(exactExchange(i * SECOND, 0, 20));
        }
        assertThat(clock.accept(exactExchange(200 * SECOND, jump, 20))).isPresent();

        LiveClockState after = state(clock);
        assertThat(after.drift().driftPpm()).isCloseTo(-20, within(1.0));
        assertThat(after.hostNanos(exactDevice(201 * SECOND, jump, 20))).isCloseTo(201 * SECOND, within(200_000L));
    }

    @Test
    void aCorrectionBeyondATenthOfASecondIsAnExplicitReset() {
        LiveClock clock = new LiveClock(FLOORED);
        clock.accept(new Exchange(0, 50_000_000, SECOND, 0));
        clock.accept(new Exchange(SECOND, SECOND + 50_000_000, 2 * SECOND, 0));

        Optional<ClockReset> reset = clock.accept(new Exchange(3 * SECOND, 3 * SECOND + 1000, 3 * SECOND + 2000, 0));

        assertThat(reset).hasValueSatisfying(event -> {
            assertThat(event.reason()).isEqualTo(ClockReset.Reason.CORRECTION);
            assertThat(event.offsetChangeNanos()).isLessThan(-100_000_000);
            assertThat(event.hostNanos()).isEqualTo(3 * SECOND + 2000);
        });
        assertThat(state(clock).hostNanos(3 * SECOND + 1000)).isCloseTo(3 * SECOND + 1000, within(100_000L));
    }

    @Test
    void aDriftKnownFromBeforeHoldsFromTheFirstBurstOn() {
        LiveClock clock = new LiveClock(FLOORED, Optional.of(new KnownDrift(-20, 1)));
        LiveClock unaware = new LiveClock(FLOORED);
        Random random = new Random(7500);
        for (int i = 0; i < 20; i++) {
            long send = i * 20_000_000L;
            long stamped = send + 1_000_000 + random.nextInt(500_000);
            Exchange exchange =
                    new Exchange(send, exactDevice(stamped, 0, 20), stamped + 1_000_000 + random.nextInt(500_000), 0);
            clock.accept(exchange);
            unaware.accept(exchange);
        }

        assertThat(state(clock).drift().driftPpm()).isCloseTo(-20, within(0.5));
        long device = exactDevice(60 * SECOND, 0, 20);
        assertThat(state(clock).hostNanos(device)).isCloseTo(60 * SECOND, within(250_000L));
        assertThat(state(unaware).hostNanos(device)).isNotCloseTo(60 * SECOND, within(250_000L));
        assertThat(state(unaware).drift().uncertaintyPpm()).isGreaterThan(50);
    }

    @Test
    void anExchangeSentBeforeTheLastOneIsRefusedAndChangesNothing() {
        LiveClock clock = new LiveClock(FLOORED);
        clock.accept(new Exchange(1000, 0, 2000, 0));
        clock.accept(new Exchange(3000, 2000, 4000, 0));
        LiveClockState before = state(clock);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.accept(new Exchange(2999, 2000, 4000, 0)))
                .withMessageContaining("host_send_ns [2999] is before that of the exchange before it [3000]");
        assertThat(state(clock)).isSameAs(before);
    }

    @Test
    void timesTooFarFromZeroAreRefused() {
        LiveClock clock = new LiveClock(FLOORED);
        clock.accept(new Exchange(1000, 0, 2000, 0));
        clock.accept(new Exchange(3000, 2000, 4000, 0));

        assertThatIllegalArgumentException().isThrownBy(() -> clock.toHost(Long.MAX_VALUE));
        assertThatIllegalArgumentException().isThrownBy(() -> clock.toDevice(Long.MIN_VALUE));
    }

    /** Stamps far off, contradictory, identical or coarse: honest limits whatever comes. */
    @Test
    void noSeriesOfExchangesBreaksIt() {
        for (long seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            LiveClock clock =
                    new LiveClock(FitAssumptions.with(random.nextBoolean() ? StampRule.FLOORED : StampRule.UNKNOWN));
            long span = 1L << random.nextInt(61);
            long send = random.nextLong(-span, span);
            for (int i = 0; i < 12; i++) {
                long device = random.nextLong(-span, span);
                long receive = send + random.nextLong(1L << random.nextInt(61));
                try {
                    clock.accept(new Exchange(send, device, receive, random.nextInt(2_000_000)));
                } catch (IllegalArgumentException e) {
                    continue;
                }
                send = random.nextInt(4) == 0 ? send : receive;
                check(clock, device, "seed " + seed);
            }
        }
    }

    private static void check(LiveClock clock, long device, String seed) {
        clock.toHost(device).ifPresent(time -> {
            assertThat(time.limits().contains(time.hostNanos())).as(seed).isTrue();
            assertThat(time.uncertainty().totalNanos())
                    .as(seed)
                    .isLessThanOrEqualTo(time.limits().fartherFrom(time.hostNanos()));
        });
        clock.toDevice(device)
                .ifPresent(time -> assertThat(time.limits().contains(time.deviceNanos()))
                        .as(seed)
                        .isTrue());
    }

    private static long exactDevice(long host, long jump, int ppm) {
        return host + host / 1_000_000 * ppm + jump;
    }

    private static Exchange exactExchange(long send, long jump, int ppm) {
        long stamped = send + 100_000;
        return new Exchange(send, exactDevice(stamped, jump, ppm), stamped + 100_000, 0);
    }
}
