// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.align.MarkerLedger;
import io.trialsync.align.MarkerRow;
import io.trialsync.align.SessionAlignment;
import io.trialsync.clock.HostClock;
import io.trialsync.device.DeviceException;
import io.trialsync.device.NotDeliveredException;
import io.trialsync.device.StatusNews;
import io.trialsync.journal.DeviceReturned;
import io.trialsync.journal.JournalRecord.MarkerSent;
import io.trialsync.journal.MarkerFailed;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of markers that do not arrive or are not answered, and of a device that comes back. */
class MarkerRetriesTests {

    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path directory;

    private Lab lab;
    private final TestDevice device = TestDevice.inMemory();

    @BeforeEach
    void prepareTheLab() {
        lab = new Lab(directory);
        device.takesDeviceTime = true;
    }

    @AfterEach
    void nothingIsLeftRunning() throws InterruptedException {
        Lab.assertNoThreadOfOursIsLeft();
    }

    private static List<MarkerRow> rows(LiveSession session) {
        return MarkerLedger.of(SessionAlignment.read(session.folder()));
    }

    private static List<MarkerSent> attemptsAt(LiveSession session, int marker) throws Exception {
        return Lab.journal(session)
                .all(MarkerSent.class)
                .filter(sent -> sent.marker() == marker)
                .toList();
    }

    private void failTimes(String name, int times, DeviceException failure) {
        AtomicInteger left = new AtomicInteger(times);
        device.gate = call -> {
            if (call.endsWith(name) && left.getAndDecrement() > 0) {
                throw failure;
            }
        };
    }

    private static NotDeliveredException nobodyThere() {
        return new NotDeliveredException(new DeviceException("nothing accepts connections there"));
    }

    @Test
    void aMarkerThatCertainlyDidNotArriveIsTriedUntilItDoesAndTheOthersWait() throws Exception {
        failTimes(".x", 2, nobodyThere());
        LiveSession session = lab.openSynchronised(device);
        Lab.trial(session, "a", trial -> trial.mark("x"));
        session.close();

        assertThat(device.sent).containsExactly("trial.001.begin", "trial.001.x", "trial.001.end");
        MarkerRow row = rows(session).get(1);
        assertThat(row.state()).isEqualTo(MarkerRow.State.ANSWERED);
        assertThat(row.delivery().orElseThrow().attempts()).isEqualTo(3);
        assertThat(row.perhapsTwice()).isFalse();
        assertThat(attemptsAt(session, 2).stream().map(MarkerSent::deviceNanos).distinct())
                .hasSize(1)
                .doesNotContainNull();
        assertThat(Lab.faults(session))
                .containsExactly("marker: [trial.001.x] waits until the device is in reach: nothing accepts connections"
                        + " there");
        assertThat(Lab.journal(session).all(MarkerFailed.class)).hasSize(2).noneMatch(MarkerFailed::mayHaveArrived);
    }

    @Test
    void aMarkerWhoseAnswerIsLostIsSentAgainWithTheSameTimeAndMayBeThereTwice() throws Exception {
        failTimes(".x", 1, new DeviceException("it took too long"));
        LiveSession session = lab.openSynchronised(device);
        Lab.trial(session, "a", trial -> trial.mark("x"));
        session.close();

        MarkerRow row = rows(session).get(1);
        assertThat(row.state()).isEqualTo(MarkerRow.State.ANSWERED);
        assertThat(row.perhapsTwice()).isTrue();
        assertThat(attemptsAt(session, 2)).hasSize(2);
        assertThat(attemptsAt(session, 2).stream().map(MarkerSent::deviceNanos).distinct())
                .hasSize(1);
        assertThat(Lab.faults(session))
                .singleElement()
                .asString()
                .contains("[trial.001.x] is sent again with the same time, so that it may be in the recording twice");
    }

    @Test
    void aDeviceThatNeverAnswersMarkersIsAskedThreeTimesAndThenOnceForEach() throws Exception {
        device.gate = call -> {
            if (call.endsWith(".x") || call.endsWith(".y")) {
                throw new DeviceException("it took too long");
            }
        };
        LiveSession session = lab.openSynchronised(device);
        Lab.trial(session, "a", trial -> {
            trial.mark("x");
            trial.mark("y");
        });
        session.close();

        assertThat(attemptsAt(session, 2)).hasSize(3);
        assertThat(attemptsAt(session, 3)).hasSize(1);
        assertThat(rows(session))
                .extracting(row -> row.state().label() + " " + row.perhapsTwice())
                .containsExactly("answered false", "not answered true", "not answered false", "answered false");
    }

    @Test
    void aMarkerThatTheDeviceStampsIsNotSentAgain() throws Exception {
        device.takesDeviceTime = false;
        failTimes(".x", 1, new DeviceException("it took too long"));
        LiveSession session = lab.open(device);
        Lab.trial(session, "a", trial -> trial.mark("x"));
        session.close();

        assertThat(attemptsAt(session, 2)).hasSize(1);
        assertThat(Lab.faults(session)).containsExactly("marker: it took too long");
    }

    @Test
    void markersThatStillWaitAtTheEndAreNotSent() throws Exception {
        // ten seconds of waiting pass in a moment on this clock
        long origin = System.nanoTime();
        LongSupplier fast = () -> origin + 50 * (System.nanoTime() - origin);
        lab.clock = new HostClock(fast, Clock.systemUTC());
        TestDevice dead = new TestDevice("1234", true, fast);
        CountDownLatch asked = new CountDownLatch(1);
        dead.gate = call -> {
            if (call.startsWith("trial.")) {
                asked.countDown();
                throw nobodyThere();
            }
        };
        LiveSession session = lab.open(dead);
        Lab.trial(session, "a", trial -> {});
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        session.close();

        assertThat(rows(session)).extracting(MarkerRow::state).containsOnly(MarkerRow.State.UNSENT);
        assertThat(Lab.faults(session))
                .contains("marker: not sent: the session ended while the device was out of reach")
                .contains("marker: not sent: the session ended before its turn came");
    }

    @Test
    void aDeviceThatComesBackIsLookedAt() throws Exception {
        TestFeed feed = new TestFeed();
        device.statusFeed = Optional.of(feed);
        device.recordings = true;
        LiveSession session = lab.openSynchronised(device);
        feed.tell(new StatusNews.Lost("gone"));
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch stateTold = new CountDownLatch(1);
        device.gate = call -> awaitState(call, held, stateTold);
        // no exchange that is under way already must tell of the jump
        assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();
        device.steppedNanos = 850_000_000;
        feed.tell(new StatusNews.Regained(20 * SECOND));
        feed.state(TestFeed.phone(97, "OK", 1_000, "OK"));
        stateTold.countDown();
        Lab.await("it is back", () -> lab.progress.stream().anyMatch(line -> line.contains("back after")));
        session.close();

        DeviceReturned back =
                Lab.journal(session).all(DeviceReturned.class).findFirst().orElseThrow();
        assertThat(back.awayNanos()).isEqualTo(20 * SECOND);
        assertThat(back.idChecked()).isTrue();
        assertThat(back.clock()).isEqualTo("reset");
        // two exchanges on a busy computer tell it only so well
        assertThat(back.clockAheadNanos()).isBetween(500_000_000L, 1_200_000_000L);
        assertThat(back.recording()).isEqualTo("gone");
        assertThat(lab.progress)
                .anyMatch(line ->
                        line.matches("test-f6c3: back after 20.0 s; it is the same device, its clock is [\\d.]+ m?s"
                                + " ahead of where it was, its recording is not running any more"));
    }

    private static void awaitState(String call, CountDownLatch held, CountDownLatch stateTold) throws DeviceException {
        if (!call.equals("exchange")) {
            return;
        }
        held.countDown();
        try {
            if (!stateTold.await(20, TimeUnit.SECONDS)) {
                throw new DeviceException("the test told no state");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
