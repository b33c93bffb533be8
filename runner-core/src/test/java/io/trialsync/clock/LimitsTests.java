// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Simulated sessions without steps: the truth is known, and no limit may exclude it. */
class LimitsTests {

    private static final int SESSIONS = 300;
    private static final int QUERIES = 200;
    private static final long SECOND = 1_000_000_000L;
    /** The simulated clock shows whole nanoseconds, and so do conversions. */
    private static final long ROUNDING = 2;

    @Test
    void theTrueHostTimeLiesWithinTheLimitsInsideAndOutsideTheExchanges() {
        forManySessions((session, model, host) -> {
            HostTime converted = converted(model.toHost(session.clock().at(host)));
            assertThat(converted.limits().grow(ROUNDING).contains(host))
                    .as("%s, host %d, %s", session, host, converted)
                    .isTrue();
        });
    }

    @Test
    void theTrueDeviceTimeLiesWithinTheLimitsInsideAndOutsideTheExchanges() {
        forManySessions((session, model, host) -> {
            DeviceTime converted = model.toDevice(host);
            assertThat(converted
                            .limits()
                            .grow(ROUNDING)
                            .contains(session.clock().at(host)))
                    .as("%s, host %d, %s", session, host, converted)
                    .isTrue();
        });
    }

    @Test
    void estimatesLieWithinTheirLimitsAndUncertaintyNeverReachesBeyondTheFartherOne() {
        forManySessions((session, model, host) -> {
            HostTime toHost = converted(model.toHost(session.clock().at(host)));
            DeviceTime toDevice = model.toDevice(host);
            assertThat(toHost.limits().contains(toHost.hostNanos()))
                    .as("%s", session)
                    .isTrue();
            assertThat(toHost.uncertainty().totalNanos())
                    .as("%s", session)
                    .isLessThanOrEqualTo(toHost.limits().fartherFrom(toHost.hostNanos()));
            assertThat(toDevice.limits().contains(toDevice.deviceNanos()))
                    .as("%s", session)
                    .isTrue();
            assertThat(toDevice.uncertainty().totalNanos())
                    .as("%s", session)
                    .isLessThanOrEqualTo(toDevice.limits().fartherFrom(toDevice.deviceNanos()));
        });
    }

    @Test
    void aHostTimeComesBackFromTheDeviceClockToTheNanosecond() {
        forManySessions((session, model, host) -> {
            long device = model.toDevice(host).deviceNanos();
            HostTime back = converted(model.toHost(device));
            // an estimate that swings by more than the clock can makes a nanosecond of device time worth several
            assertThat(Math.abs(back.hostNanos() - host))
                    .as("%s, host %d", session, host)
                    .isLessThanOrEqualTo(2 + Math.round(2 * steepest(model)));
        });
    }

    @Test
    void limitsGrowAwayFromTheExchanges() {
        forManySessions((session, model, host) -> {
            Bound measured = model.segments().get(0).measuredDevice();
            long before = measured.earliestNanos() - SECOND;
            long after = measured.latestNanos() + SECOND;
            for (int i = 0; i < 3; i++) {
                assertThat(width(model, before - SECOND)).as("%s", session).isGreaterThan(width(model, before));
                assertThat(width(model, after + SECOND)).as("%s", session).isGreaterThan(width(model, after));
                before -= 100 * SECOND;
                after += 100 * SECOND;
            }
            assertThat(converted(model.toHost(before)).extrapolated()).isTrue();
            assertThat(converted(model.toHost(after)).extrapolated()).isTrue();
        });
    }

    @Test
    void bulkConversionAgreesWithSingleConversion() {
        forManySessions((session, model, host) -> {
            long[] device = {session.clock().at(host)};
            long single = converted(model.toHost(device[0])).hostNanos();
            assertThat(model.toHost(device)).as("%s", session).containsExactly(single);
            assertThat(model.toDevice(new long[] {host}))
                    .as("%s", session)
                    .containsExactly(model.toDevice(host).deviceNanos());
        });
    }

    private record Session(long seed, SimulatedClock clock, SimulatedLink link, String estimator) {}

    private interface Check {
        void at(Session session, ClockModel model, long host);
    }

    private static void forManySessions(Check check) {
        for (long seed = 0; seed < SESSIONS; seed++) {
            Random random = new Random(seed);
            long start = 1_700_000_000L * SECOND + random.nextLong(SECOND);
            SimulatedClock clock = SimulatedClock.random(random, start);
            SimulatedLink link = SimulatedLink.random(random);
            long length = (10 + random.nextInt(600)) * SECOND;
            List<Exchange> exchanges = link.exchanges(clock, start, start + length, 20 * SECOND);
            if (exchanges.size() < 2) {
                exchanges.add(link.exchange(clock, start + length));
            }
            for (ClockEstimator estimator : Estimators.all()) {
                Session session = new Session(seed, clock, link, estimator.name());
                ClockModel model = estimator.fit(exchanges, link.assumptions());
                assertThat(model.segments()).as("%s", session).hasSize(1);
                for (int i = 0; i < QUERIES; i++) {
                    check.at(session, model, start + random.nextLong(-length / 2, length + length / 2));
                }
            }
        }
    }

    private static double steepest(ClockModel model) {
        List<Knot> knots = model.segments().get(0).knots();
        double steepest = 1;
        for (int i = 1; i < knots.size(); i++) {
            Knot left = knots.get(i - 1);
            Knot right = knots.get(i);
            double slope =
                    (double) (right.offsetNanos() - left.offsetNanos()) / (right.deviceNanos() - left.deviceNanos());
            steepest = Math.max(steepest, Math.abs(1 + slope));
        }
        return steepest;
    }

    private static long width(ClockModel model, long device) {
        return converted(model.toHost(device)).limits().widthNanos();
    }

    private static HostTime converted(Conversion conversion) {
        return ((Conversion.Converted) conversion).hostTime();
    }
}
