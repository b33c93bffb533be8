// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Simulated sessions whose device clock jumps: sizes from just provable to years, either way, once or several times. */
class StepTests {

    private static final int SESSIONS = 300;
    private static final int QUERIES = 300;

    @Test
    void everyStepIsFoundWhereItTrulyHappened() {
        SteppedSession.forMany(SESSIONS, (session, model) -> {
            List<SimulatedClock.Jump> jumps = session.clock().jumps();
            assertThat(model.steps()).as("%s", session).hasSameSizeAs(jumps);
            for (int i = 0; i < jumps.size(); i++) {
                ClockStep step = model.steps().get(i);
                assertThat(step.host().contains(jumps.get(i).host()))
                        .as("%s, jump %d, %s", session, i, step)
                        .isTrue();
                assertThat(step.limits().grow(2).contains(jumps.get(i).nanos()))
                        .as("%s, jump %d, %s", session, i, step)
                        .isTrue();
                assertThat(step.limits().contains(step.stepNanos()))
                        .as("%s", session)
                        .isTrue();
            }
        });
    }

    @Test
    void aTimeThatTheDeviceShowedIsConvertedWithTheTruthInItsLimitsOrCalledAmbiguousWithTheTruthAmongItsCandidates() {
        SteppedSession.forMany(SESSIONS, (session, model) -> {
            for (int i = 0; i < QUERIES; i++) {
                long host = session.someHostTime();
                Conversion conversion = model.toHost(session.clock().at(host));
                assertThat(allows(conversion, host))
                        .as("%s, host %d, %s", session, host, conversion)
                        .isTrue();
            }
        });
    }

    @Test
    void whatTheDeviceShowedAroundAStepNeverCountsAsNeverShown() {
        SteppedSession.forMany(SESSIONS, (session, model) -> {
            for (SimulatedClock.Jump jump : session.clock().jumps()) {
                for (long host : new long[] {jump.host() - 1, jump.host(), jump.host() + 1}) {
                    Conversion conversion = model.toHost(session.clock().at(host));
                    assertThat(allows(conversion, host))
                            .as("%s, host %d, %s", session, host, conversion)
                            .isTrue();
                }
            }
        });
    }

    @Test
    void aTimeThatNeverExistedWasTrulyNeverShown() {
        SteppedSession.forMany(SESSIONS, (session, model) -> {
            for (int i = 0; i < QUERIES; i++) {
                long device = session.someDeviceTime();
                if (model.toHost(device) instanceof Conversion.NeverExisted) {
                    assertThat(session.showed(device))
                            .as("%s, device %d", session, device)
                            .isFalse();
                }
            }
        });
    }

    @Test
    void theMiddleOfALongJumpAheadNeverExisted() {
        SteppedSession.forMany(SESSIONS, (session, model) -> {
            for (SimulatedClock.Jump jump : session.clock().jumps()) {
                if (session.clock().jumps().size() == 1 && jump.nanos() > 4 * session.longestPause()) {
                    long device = session.clock().at(jump.host()) - jump.nanos() / 2;
                    assertThat(model.toHost(device)).as("%s", session).isInstanceOf(Conversion.NeverExisted.class);
                    assertThat(model.toHost(new long[] {device})).containsExactly(ClockModel.NOT_CONVERTED);
                }
            }
        });
    }

    @Test
    void onlyWhatMoreThanOneSegmentCouldHaveShownIsAmbiguous() {
        SteppedSession.forMany(SESSIONS, (session, model) -> {
            for (int i = 0; i < QUERIES; i++) {
                long device = session.someDeviceTime();
                if (model.toHost(device) instanceof Conversion.Ambiguous ambiguous) {
                    assertThat(session.segmentsThatCouldHaveShown(device))
                            .as("%s, device %d, %s", session, device, ambiguous)
                            .isGreaterThanOrEqualTo(ambiguous.candidates().size());
                }
            }
        });
    }

    @Test
    void theTrueDeviceTimeLiesWithinTheLimitsOnBothSidesOfAStepAndInItsGap() {
        SteppedSession.forMany(SESSIONS, (session, model) -> {
            List<Long> hosts = new ArrayList<>();
            for (int i = 0; i < QUERIES; i++) {
                hosts.add(session.someHostTime());
            }
            for (SimulatedClock.Jump jump : session.clock().jumps()) {
                hosts.addAll(List.of(jump.host() - 1, jump.host(), jump.host() + 1));
            }
            for (long host : hosts) {
                DeviceTime device = model.toDevice(host);
                assertThat(device.limits().grow(2).contains(session.clock().at(host)))
                        .as("%s, host %d, %s", session, host, device)
                        .isTrue();
                assertThat(device.limits().contains(device.deviceNanos()))
                        .as("%s, host %d, %s", session, host, device)
                        .isTrue();
                assertThat(device.uncertainty().totalNanos())
                        .as("%s, host %d, %s", session, host, device)
                        .isLessThanOrEqualTo(device.limits().fartherFrom(device.deviceNanos()));
            }
        });
    }

    @Test
    void theSensorClockOfAPhoneIsContinuedAcrossItsSteps() {
        SteppedSession.forMany(SESSIONS, (session, model) -> {
            ClockModel sensor = model.withStepsRemoved();
            assertThat(sensor.segments()).hasSize(1);
            assertThat(sensor.steps()).isEmpty();
            for (int i = 0; i < QUERIES; i++) {
                long host = session.someHostTime();
                long device = session.clock().sensor(host);
                HostTime converted = ((Conversion.Converted) sensor.toHost(device)).hostTime();
                assertThat(converted.limits().grow(2).contains(host))
                        .as("%s, host %d, %s", session, host, converted)
                        .isTrue();
                assertThat(converted.limits().contains(converted.hostNanos()))
                        .as("%s, host %d, %s", session, host, converted)
                        .isTrue();
                assertThat(sensor.toDevice(host).limits().grow(2).contains(device))
                        .as("%s, host %d, %s", session, host, sensor.toDevice(host))
                        .isTrue();
            }
        });
    }

    @Test
    void aStepDuringTheFlightOfTheLastExchangeBeforeItIsStillInsideItsGap() {
        long second = 1_000_000_000L;
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            long offset = i < 5 ? 0 : 60 * second;
            // the stamp is taken at once, the reply comes half a second later, the step comes in between
            exchanges.add(new Exchange(i * second, i * second + offset, i * second + second / 2, 0));
        }
        ClockModel model = new LowestRoundTrip().fit(exchanges, FitAssumptions.with(StampRule.FLOORED));

        long justAfterTheStep = 4 * second + 1000;

        assertThat(model.steps().get(0).host()).isEqualTo(new Bound(4 * second, 5 * second + second / 2));
        assertThat(model.toDevice(justAfterTheStep).limits().contains(justAfterTheStep + 60 * second))
                .isTrue();
    }

    @Test
    void stampsCloserThanTheirResolutionAreNoStep() {
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            long send = i * 100_000L;
            long stamp = send / 1_000_000 * 1_000_000;
            exchanges.add(new Exchange(send, stamp, send, 1_000_000));
        }

        ClockModel model = new LowestRoundTrip(1).fit(exchanges, FitAssumptions.with(StampRule.FLOORED));

        assertThat(model.steps()).isEmpty();
        assertThat(model.segments().get(0).knots()).hasSize(4);
    }

    @Test
    void theDriftWithinAStampsResolutionIsNoStep() {
        // exact links and a clock that gains 600 ppm: the true device time is almost a whole resolution after the stamp
        long minute = 60_000_000_000L;
        FitAssumptions assumptions = FitAssumptions.with(StampRule.FLOORED);
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            long host = i * 7_919_000_003L;
            long device = host + (long) (host * 599e-6);
            exchanges.add(new Exchange(host, device / minute * minute, host, minute));
        }

        ClockModel model = new LowestRoundTrip(1).fit(exchanges, assumptions);

        assertThat(model.steps()).isEmpty();
        for (Exchange exchange : exchanges) {
            long device = exchange.hostSendNanos() + (long) (exchange.hostSendNanos() * 599e-6);
            HostTime host = ((Conversion.Converted) model.toHost(device)).hostTime();
            assertThat(host.limits().grow(2).contains(exchange.hostSendNanos()))
                    .as("%s in %s", exchange, host)
                    .isTrue();
        }
    }

    private static boolean allows(Conversion conversion, long host) {
        if (conversion instanceof Conversion.Converted converted) {
            return converted.hostTime().limits().grow(2).contains(host);
        }
        return conversion instanceof Conversion.Ambiguous ambiguous
                && ambiguous.candidates().stream()
                        .anyMatch(candidate -> candidate.limits().grow(2).contains(host));
    }
}
