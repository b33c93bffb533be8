// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.ntp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AgreementTests {

    private static final long MS = 1_000_000;

    /** A server that is ahead of the true time, here that of the monotonic clock plus the base. */
    private static NtpAnswer answer(String host, long aheadMillis, long roundTripMillis, long rootMillis) {
        long middle = 10_000 * MS;
        long received = FakeNtpServer.BASE + middle + aheadMillis * MS;
        NtpReply.Time time = new NtpReply.Time(received, received, 0, rootMillis * MS, 2, NtpReply.Leap.NONE);
        return new NtpAnswer(
                new NtpServer(host, 123), middle - roundTripMillis * MS / 2, middle + roundTripMillis * MS / 2, time);
    }

    private static List<String> hosts(List<NtpAnswer> answers) {
        return answers.stream().map(answer -> answer.server().host()).toList();
    }

    @Test
    void theAgreementIsNarrowerThanEachOfItsServers() {
        Agreement agreement = Agreement.of(List.of(answer("a", 3, 4, 4), answer("b", -3, 4, 4)))
                .orElseThrow();
        assertThat(agreement.limits().widthNanos()).isBetween(6 * MS, 6 * MS + MS / 10);
        assertThat(agreement.limits().contains(-FakeNtpServer.BASE)).isTrue();
        assertThat(agreement.outvoted()).isEmpty();
    }

    @Test
    void aFalsetickerIsOutvotedAndNamed() {
        Agreement agreement = Agreement.of(
                        List.of(answer("a", 1, 10, 2), answer("liar", 5_000, 10, 2), answer("b", -1, 10, 2)))
                .orElseThrow();
        assertThat(hosts(agreement.agreeing())).containsExactly("a", "b");
        assertThat(hosts(agreement.outvoted())).containsExactly("liar");
    }

    @Test
    void twoThatContradictEachOtherAgreeOnNothing() {
        assertThat(Agreement.of(List.of(answer("a", 0, 10, 2), answer("b", 500, 10, 2))))
                .isEmpty();
        assertThat(Agreement.of(List.of(
                        answer("a", 0, 10, 2),
                        answer("b", 1, 10, 2),
                        answer("c", 500, 10, 2),
                        answer("d", 501, 10, 2))))
                .isEmpty();
    }

    @Test
    void aLiarThatSharesTimesWithOneGoodServerOnlyWidensTheLimits() {
        Agreement agreement = Agreement.of(
                        List.of(answer("a", 4, 2, 4), answer("b", -4, 2, 4), answer("liar", 9, 2, 1)))
                .orElseThrow();
        assertThat(agreement.limits().contains(-FakeNtpServer.BASE)).isTrue();
    }

    @Test
    void theTrueTimeIsWithinTheLimitsWheneverAMajorityIsGood() {
        long seed = 77;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 2_000; round++) {
            int servers = random.nextInt(1, 9);
            int bad = random.nextInt(0, (servers + 1) / 2);
            List<NtpAnswer> answers = new ArrayList<>();
            for (int i = 0; i < servers; i++) {
                long root = random.nextLong(1, 50);
                long error = i < bad ? random.nextLong(200, 3_000) : random.nextLong(-root, root + 1);
                answers.add(answer("s" + i, error, random.nextLong(2, 60), root));
            }
            assertThat(Agreement.of(answers))
                    .as("seed %d, round %d, %s", seed, round, answers)
                    .hasValueSatisfying(
                            agreement -> assertThat(agreement.limits().contains(-FakeNtpServer.BASE))
                                    .isTrue());
        }
    }

    @Test
    void anAgreementIsAnExchangeWithExactlyThoseLimits() {
        Agreement agreement = Agreement.of(List.of(answer("a", 3, 4, 4), answer("b", -3, 2, 4)))
                .orElseThrow();
        var exchange = agreement.exchange(true);
        assertThat(exchange.sendNanoTime() - exchange.deviceNanos())
                .isEqualTo(agreement.limits().earliestNanos());
        assertThat(exchange.receiveNanoTime() - exchange.deviceNanos())
                .isEqualTo(agreement.limits().latestNanos());
    }
}
