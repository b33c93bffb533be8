// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SyncScheduleTests {

    private static final long MILLISECOND = 1_000_000L;
    private static final long SECOND = 1_000 * MILLISECOND;
    private static final long ROUND_TRIP = 4 * MILLISECOND;

    /** When exchanges began, and for which burst; −1 stands for the background. */
    private record Sent(long at, int burst) {}

    private final List<Sent> sent = new ArrayList<>();
    private long now;

    private SyncSchedule schedule(SyncPolicy policy) {
        return new SyncSchedule(policy, 0, new SplittableRandom(7));
    }

    /** Exchange until a time, each with the same round trip and resolution. */
    private void run(SyncSchedule schedule, long until, long resolution) {
        while (Math.max(now, schedule.dueNanos()) < until) {
            now = Math.max(now, schedule.dueNanos());
            OptionalInt burst = schedule.begin();
            sent.add(new Sent(now, burst.orElse(-1)));
            now += ROUND_TRIP;
            schedule.end(now, resolution);
        }
        now = Math.max(now, until);
    }

    private List<Long> background() {
        return sent.stream().filter(s -> s.burst() < 0).map(Sent::at).toList();
    }

    private List<Long> burst(int number) {
        return sent.stream().filter(s -> s.burst() == number).map(Sent::at).toList();
    }

    @Test
    void theBackgroundKeepsToItsGridForHoursDitheredOverTheStampsResolution() {
        run(schedule(SyncPolicy.STEADY), 3 * 3600 * SECOND, MILLISECOND);

        assertThat(background()).hasSize(3 * 3600);
        int[] phases = new int[10];
        for (int i = 1; i < background().size(); i++) {
            long moved = background().get(i) - i * SECOND;
            assertThat(moved).as("exchange %d", i).isBetween(0L, MILLISECOND - 1);
            phases[(int) (moved / 100_000)]++;
        }
        assertThat(Arrays.stream(phases).boxed())
                .as("each tenth of a millisecond")
                .allMatch(count -> count > 900 && count < 1_250);
    }

    @Test
    void fineStampsAreMovedBySomeMilliseconds() {
        run(schedule(SyncPolicy.STEADY), 1000 * SECOND, 1_000);

        assertThat(background().stream().skip(1).map(at -> at % SECOND)).allMatch(moved -> moved < 5 * MILLISECOND);
        assertThat(background().stream().map(at -> at % SECOND)).anyMatch(moved -> moved > 4 * MILLISECOND);
    }

    @Test
    void burstsOfTrialsDoNotTakeThePlaceOfTheBackground() {
        SyncSchedule schedule = schedule(SyncPolicy.STEADY);
        for (int trial = 1; trial <= 600; trial++) {
            schedule.border(trial, now);
            run(schedule, trial * SECOND / 10, MILLISECOND);
        }

        assertThat(background()).hasSizeBetween(60, 61);
        for (int i = 1; i < background().size(); i++) {
            assertThat(background().get(i) - i * SECOND).isBetween(0L, 2 * ROUND_TRIP);
        }
        assertThat(sent.stream().filter(s -> s.burst() > 0)).hasSize(4 * 600);
    }

    @Test
    void aTrialsBorderHasFourInQuickSuccession() {
        SyncSchedule schedule = schedule(SyncPolicy.STEADY);
        run(schedule, 10 * SECOND + SECOND / 2, MILLISECOND);
        schedule.border(3, now);
        run(schedule, 12 * SECOND, MILLISECOND);

        assertThat(burst(3)).hasSize(4);
        assertThat(burst(3).get(0)).isEqualTo(10 * SECOND + SECOND / 2);
        assertThat(burst(3).get(3)).isLessThan(10 * SECOND + SECOND / 2 + 4 * (ROUND_TRIP + MILLISECOND));
    }

    @Test
    void aBlockingBurstIsSpreadEvenlyOverItsDurationAndOverThen() {
        SyncSchedule schedule = schedule(SyncPolicy.STEADY);
        run(schedule, 10 * SECOND + SECOND / 4, MILLISECOND);
        long start = now;
        schedule.blocking(5, start, SECOND / 2);
        assertThat(schedule.holds(5)).isTrue();
        run(schedule, start + SECOND / 2, MILLISECOND);

        assertThat(burst(5)).hasSize(16);
        for (int i = 0; i < 16; i++) {
            assertThat(burst(5).get(i) - start - i * SECOND / 32).isBetween(0L, MILLISECOND);
        }
        assertThat(schedule.holds(5)).isFalse();
    }

    @Test
    void withASlowDeviceABlockingBurstHasFewerExchangesAndTakesNoLonger() {
        SyncSchedule schedule = schedule(SyncPolicy.STEADY);
        schedule.blocking(1, 0, SECOND / 2);
        int taken = 0;
        while (schedule.holds(1)) {
            now = Math.max(now, schedule.dueNanos());
            taken += schedule.begin().isPresent() ? 1 : 0;
            assertThat(now).isLessThan(SECOND / 2);
            now += 80 * MILLISECOND;
            schedule.end(now, MILLISECOND);
        }

        assertThat(taken).isBetween(4, 6);
    }

    @Test
    void whatWasMissedIsNotMadeUpForAndTheGridStays() {
        SyncSchedule schedule = schedule(SyncPolicy.STEADY);
        run(schedule, 10 * SECOND, MILLISECOND);
        now = 17 * SECOND + SECOND / 3;
        run(schedule, 25 * SECOND, MILLISECOND);

        assertThat(background()).hasSize(10 + 1 + 7);
        assertThat(background().get(11) - 18 * SECOND).isBetween(0L, MILLISECOND);
    }

    @Test
    void aDeviceThatIsGoneIsAskedOnceASecondHoweverShortTheInterval() {
        SyncSchedule schedule = schedule(SyncPolicy.STEADY.every(10 * MILLISECOND));
        int asked = 0;
        for (now = 0; now < 60 * SECOND; asked++) {
            now = Math.max(now, schedule.dueNanos());
            schedule.begin();
            now += MILLISECOND;
            schedule.failed(now);
        }

        assertThat(asked).isBetween(58, 62);
    }

    @Test
    void burstsOfTheVendorsGuidesAreBackToBackEachMinute() {
        SyncSchedule schedule = schedule(SyncPolicy.BURSTS);
        schedule.border(1, 0);
        run(schedule, 3600 * SECOND, MILLISECOND);

        assertThat(background()).hasSize(60 * 50);
        assertThat(sent).noneMatch(s -> s.burst() > 0);
        assertThat(background().stream().map(at -> at % (60 * SECOND)))
                .allMatch(at -> at < 50 * (ROUND_TRIP + MILLISECOND) + MILLISECOND);
    }

    @Test
    void aChannelThatLeavesTracesIsAskedFourTimesAMinuteWhateverThePolicy() {
        for (SyncPolicy policy : SyncPolicy.all()) {
            SyncPolicy resting = policy.resting(15 * SECOND);
            assertThat(resting.intervalNanos()).as("%s", policy).isGreaterThanOrEqualTo(15 * SECOND);
            assertThat(resting.exchangesPerInterval()).isEqualTo(1);
            assertThat(resting.blockingExchanges()).isEqualTo(1);
            assertThat(resting.borderExchanges()).isLessThanOrEqualTo(1);
        }
        assertThat(SyncPolicy.STEADY.resting(0)).isEqualTo(SyncPolicy.STEADY);
    }

    @Test
    void theSameSeedGivesTheSameTimes() {
        run(schedule(SyncPolicy.SPARSE), 600 * SECOND, MILLISECOND);
        List<Sent> first = List.copyOf(sent);
        sent.clear();
        now = 0;
        run(schedule(SyncPolicy.SPARSE), 600 * SECOND, MILLISECOND);

        assertThat(sent).isEqualTo(first).hasSize(40);
    }

    @Test
    void aPolicyThatDoesNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SyncPolicy("none", SECOND, 0, 0, 1, true))
                .withMessageContaining("[0] exchanges an interval");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SyncPolicy.STEADY.every(0))
                .withMessageContaining("[0 ns]");
    }
}
