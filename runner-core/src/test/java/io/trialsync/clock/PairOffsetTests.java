// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairOffsetTests {

    private static final long HOST = 1_744_271_292_116_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    private static ClockModel model(long behind, double driftPpm, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            long send = HOST + i * SECOND / 2;
            long forward = MILLI + random.nextLong(8 * MILLI);
            long backward = MILLI + random.nextLong(8 * MILLI);
            exchanges.add(new Exchange(send, device(send + forward, behind, driftPpm), send + forward + backward, 0));
        }
        return Estimators.standard().fit(exchanges, FitAssumptions.with(StampRule.FLOORED));
    }

    private static long device(long host, long behind, double driftPpm) {
        return host - behind - Math.round(driftPpm * 1e-6 * (host - HOST));
    }

    @Test
    void limitsAndUncertaintyHoldTheTrueDifferenceAndAreThoseOfBothModels() {
        ClockModel one = model(840 * MILLI, 25, 7);
        ClockModel other = model(-120 * MILLI, -10, 8);
        for (long at : new long[] {HOST, HOST + 30 * SECOND, HOST + 59 * SECOND}) {
            PairOffset pair = PairOffset.at(one, other, at);
            long truth = device(at, 840 * MILLI, 25) - device(at, -120 * MILLI, -10);

            assertThat(pair.limits().contains(truth)).isTrue();
            assertThat(Math.abs(pair.offsetNanos() - truth))
                    .isLessThanOrEqualTo(pair.uncertainty().totalNanos());
            assertThat(pair.limits().widthNanos())
                    .isEqualTo(one.toDevice(at).limits().widthNanos()
                            + other.toDevice(at).limits().widthNanos());
        }
    }

    @Test
    void theOtherWayRoundItIsTheSameWithTheOtherSign() {
        ClockModel one = model(840 * MILLI, 25, 7);
        ClockModel other = model(-120 * MILLI, -10, 8);
        PairOffset there = PairOffset.at(one, other, HOST + SECOND);
        PairOffset back = PairOffset.at(other, one, HOST + SECOND);

        assertThat(back.offsetNanos()).isEqualTo(-there.offsetNanos());
        assertThat(back.limits())
                .isEqualTo(
                        new Bound(-there.limits().latestNanos(), -there.limits().earliestNanos()));
        assertThat(there.sentence("neon-aaaa", "neon-bbbb"))
                .matches("neon-aaaa is 9\\d\\d ms behind neon-bbbb \\(± .*, limits -9\\d\\d ms to -9\\d\\d ms\\)");
        assertThat(back.signed()).matches("9\\d\\d ms ahead");
    }
}
