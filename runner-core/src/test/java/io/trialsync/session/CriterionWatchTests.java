// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.clock.Exchange;
import io.trialsync.clock.FitAssumptions;
import io.trialsync.clock.HostClock;
import io.trialsync.clock.LiveClock;
import io.trialsync.clock.StampRule;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** When somebody is warned of a clock that is known too badly. */
class CriterionWatchTests {

    private static final long SECOND = 1_000_000_000L;

    private long now;
    private final HostClock clock = new HostClock(() -> now, Clock.systemUTC());
    private final LiveClock live = new LiveClock(FitAssumptions.with(StampRule.FLOORED));
    private final List<String> said = new ArrayList<>();

    private CriterionWatch watch(long withinNanos) {
        return new CriterionWatch(OptionalLong.of(withinNanos), live, clock, said::add);
    }

    /** One exchange a second of 2 ms, with a look after each. */
    private void exchange(CriterionWatch watch, int seconds) {
        for (int i = 0; i < seconds; i++) {
            now += SECOND;
            long host = clock.nowNanos();
            live.accept(new Exchange(host - 2_000_000, host - 1_000_000, host, 0));
            watch.look();
        }
    }

    private void silence(CriterionWatch watch, int seconds) {
        for (int i = 0; i < seconds; i++) {
            now += SECOND;
            watch.look();
        }
    }

    @Test
    void eachExcessIsSaidOnceAndItsEndOnceItHasHeldForFiveSeconds() {
        CriterionWatch watch = watch(3_000_000);
        exchange(watch, 60);
        watch.trialBegan();
        exchange(watch, 10);
        assertThat(said).isEmpty();

        silence(watch, 3_600);
        assertThat(said).singleElement().asString().contains("are to be within 3.00 ms", "known to ± ");
        exchange(watch, 4);
        assertThat(said).hasSize(1);
        exchange(watch, 30);
        assertThat(said).hasSize(2);
        assertThat(said.get(1)).contains("again, within the criterion of 3.00 ms");

        // after a step of the device's clock it is known by one bad exchange only
        now += SECOND;
        long host = clock.nowNanos();
        live.accept(new Exchange(host - 40_000_000, host + 10 * SECOND, host, 0));
        watch.look();
        assertThat(said).hasSize(3);
    }

    @Test
    void nothingIsSaidBeforeTheFirstTrial() {
        CriterionWatch watch = watch(1);
        exchange(watch, 30);
        assertThat(said).isEmpty();

        watch.trialBegan();
        exchange(watch, 30);
        assertThat(said).hasSize(1);
    }

    @Test
    void aClockOfWhichNothingIsKnownIsSaidToBeThat() {
        CriterionWatch watch = watch(1_000_000);
        watch.trialBegan();
        silence(watch, 3);

        assertThat(said).singleElement().asString().contains("not known yet");
    }
}
