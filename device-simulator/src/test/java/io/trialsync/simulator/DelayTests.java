// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelayTests {

    private static final long SEED = 7;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "400ms",
                "0ns",
                "3ms..20ms",
                "1200us+exp(50us)",
                "1200us+lognormal(800us,0.9)",
                "1500us+lognormal(4ms,1.2)"
            })
    void delaysAreWrittenAsTheyAreReadAndDrawnAlikeFromTheSameSeed(String text) {
        Delay delay = Delay.parse(text);

        assertThat(delay).hasToString(text);
        assertThat(draws(delay)).isEqualTo(draws(Delay.parse(delay.toString())));
    }

    @Test
    void aConstantDelayIsAlwaysTheSame() {
        assertThat(draws(Delay.parse("400ms"))).containsOnly(400_000_000L);
    }

    @Test
    void aUniformDelayFillsItsRange() {
        long[] draws = draws(Delay.parse("3ms..20ms"));

        assertThat(LongStream.of(draws)).allMatch(nanos -> nanos >= 3_000_000 && nanos <= 20_000_000);
        assertThat(LongStream.of(draws).average().orElseThrow()).isCloseTo(11.5e6, within(0.2e6));
    }

    @Test
    void anExponentialDelayHasItsLeastAndItsMean() {
        long[] draws = draws(Delay.parse("1200us+exp(50us)"));

        assertThat(LongStream.of(draws)).allMatch(nanos -> nanos >= 1_200_000);
        assertThat(LongStream.of(draws).average().orElseThrow()).isCloseTo(1.25e6, within(2e3));
    }

    @Test
    void aLogNormalDelayHasItsLeastAndItsMedian() {
        long[] draws = LongStream.of(draws(Delay.parse("1200us+lognormal(800us,0.9)")))
                .sorted()
                .toArray();

        assertThat(draws[0]).isGreaterThan(1_200_000);
        assertThat((double) draws[draws.length / 2]).isCloseTo(2e6, within(4e4));
    }

    @Test
    void noDelayIsLongerThanAMinute() {
        assertThat(LongStream.of(draws(Delay.parse("1s+lognormal(50s,5)"))))
                .allMatch(nanos -> nanos <= Delay.LONGEST_NANOS);
    }

    @Test
    void differentSeedsGiveDifferentDelays() {
        Delay delay = Delay.parse("3ms..20ms");

        assertThat(delay.drawNanos(new SplittableRandom(1))).isNotEqualTo(delay.drawNanos(new SplittableRandom(2)));
    }

    @Test
    void oneDirectionDoesNotDisturbTheOther() {
        LinkDelays both =
                new LinkDelays(Delay.parse("3ms..20ms"), Delay.parse("1ms+exp(1ms)"), new SplittableRandom(SEED));
        LinkDelays oneWay = new LinkDelays(Delay.parse("0ns"), Delay.parse("1ms+exp(1ms)"), new SplittableRandom(SEED));

        for (int i = 0; i < 100; i++) {
            assertThat(both.next().backwardNanos()).isEqualTo(oneWay.next().backwardNanos());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fast",
                "3",
                "3ms..",
                "20ms..3ms",
                "-1ms",
                "-3ms..1ms",
                "2s..90s",
                "1ms+exp()",
                "1ms+gauss(1ms)"
            })
    void nonsenseIsRefused(String text) {
        assertThatThrownBy(() -> Delay.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theRefusalSaysWhatToWrite() {
        assertThatThrownBy(() -> Delay.parse("fast"))
                .hasMessage("[fast] is not a delay; write 400ms, 3ms..20ms, 1200us+exp(50us) or"
                        + " 1200us+lognormal(800us,0.9)");
    }

    private static long[] draws(Delay delay) {
        SplittableRandom random = new SplittableRandom(SEED);
        return LongStream.generate(() -> delay.drawNanos(random)).limit(20_000).toArray();
    }
}
