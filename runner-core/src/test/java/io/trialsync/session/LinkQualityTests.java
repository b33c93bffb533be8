// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trialsync.clock.Exchange;
import io.trialsync.session.LinkQuality.Finding;
import io.trialsync.session.LinkQuality.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkQualityTests {

    private static final long MS = 1_000_000;

    private final List<Exchange> exchanges = new ArrayList<>();
    private long now = 1_744_271_292_116_000_000L;

    private void exchange(long pauseMillis, long roundTripMillis) {
        now += pauseMillis * MS;
        exchanges.add(new Exchange(now, now + 5 * MS, now + roundTripMillis * MS, MS, false));
        now += roundTripMillis * MS;
    }

    private List<Kind> kinds() {
        return LinkQuality.of(exchanges).findings().stream().map(Finding::kind).toList();
    }

    @Test
    void aGoodLinkIsSummedUpWithoutFindings() {
        for (int i = 1; i <= 20; i++) {
            exchange(1_000, i);
        }
        LinkQuality quality = LinkQuality.of(exchanges);

        assertThat(quality.exchanges()).isEqualTo(20);
        assertThat(quality.bestNanos()).isEqualTo(MS);
        assertThat(quality.medianNanos()).isEqualTo(11 * MS);
        assertThat(quality.p95Nanos()).isEqualTo(20 * MS);
        assertThat(quality.largestNanos()).isEqualTo(20 * MS);
        assertThat(quality.findings()).isEmpty();
        assertThat(quality.inRowNanos()).isEmpty();
    }

    @Test
    void aRadioThatSleepsBetweenExchangesIsRecognised() {
        for (int i = 0; i < 10; i++) {
            exchange(1_000, 45);
            exchange(1, 6);
            exchange(1, 6);
        }

        assertThat(kinds()).containsExactly(Kind.POWER_SAVING);
        assertThat(LinkQuality.of(exchanges).findings().get(0).sentence())
                .contains("45.0 ms")
                .contains("6.00 ms")
                .contains("Keep the phone's screen on");
    }

    @Test
    void aSlowLinkIsSaidToBeSlow() {
        for (int i = 0; i < 10; i++) {
            exchange(1_000, 70);
        }
        assertThat(kinds()).containsExactly(Kind.SLOW);
    }

    @Test
    void aLinkWithSlowExchangesNowAndThenIsUnsteady() {
        for (int i = 0; i < 40; i++) {
            exchange(1_000, i % 10 == 0 ? 180 : 5);
        }
        assertThat(kinds()).containsExactly(Kind.UNSTEADY);
    }

    @Test
    void aFewExchangesSayNothingAndNoneIsRefused() {
        exchange(1_000, 500);
        assertThat(kinds()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> LinkQuality.of(List.of()));
    }

    @Test
    void aSessionSaysEachFindingOnceAndAClockThatIsFarOff() {
        List<String> faults = new ArrayList<>();
        LinkWatch watch = new LinkWatch((what, message) -> faults.add(what + ": " + message), true);
        for (int i = 0; i < 300; i++) {
            exchange(1_000, 70);
        }
        exchanges.forEach(watch::take);
        assertThat(faults).singleElement().asString().startsWith("link: half of the exchanges take more than 70.0 ms");

        faults.clear();
        long hours = 2 * 3_600_000 * MS;
        LinkWatch other = new LinkWatch((what, message) -> faults.add(what + ": " + message), true);
        other.take(new Exchange(now, now - hours, now + MS, MS, false));
        other.take(new Exchange(now + 2 * MS, now - hours, now + 3 * MS, MS, false));
        assertThat(faults)
                .singleElement()
                .asString()
                .startsWith("clock: the device's clock is 2.0 hours behind this computer's");
    }
}
