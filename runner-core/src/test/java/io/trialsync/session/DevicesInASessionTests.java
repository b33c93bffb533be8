// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.align.MarkerLedger;
import io.trialsync.align.MarkerRow;
import io.trialsync.align.SessionAlignment;
import io.trialsync.clock.HostClock;
import io.trialsync.clock.KnownDrift;
import io.trialsync.device.DeviceException;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalRecord.Exchanged;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevicesInASessionTests {

    @TempDir
    Path directory;

    private Lab lab;
    private final TestDevice device = TestDevice.inMemory();

    @BeforeEach
    void prepareTheLab() {
        lab = new Lab(directory);
    }

    @AfterEach
    void nothingIsLeftRunning() throws InterruptedException {
        Lab.assertNoThreadOfOursIsLeft();
    }

    @Test
    void backgroundBorderAndBlockingExchangesAreAllInTheJournal() throws Exception {
        LiveSession session = lab.open(device);
        awaitExchanges();
        session.beginBlock("b");
        awaitExchanges();
        Lab.trial(session, "a", trial -> awaitExchanges());
        awaitExchanges();
        session.close();

        List<Exchanged> exchanges = Lab.journal(session).all(Exchanged.class).toList();
        assertThat(exchanges).anyMatch(exchange -> exchange.burst() == null);
        // at least those of the session's begin, the block's and the trial's
        assertThat(exchanges.stream()
                        .map(Exchanged::burst)
                        .filter(burst -> burst != null)
                        .distinct())
                .hasSizeGreaterThanOrEqualTo(3)
                .isSorted();
        assertThat(exchanges)
                .allSatisfy(exchange -> assertThat(exchange.deviceNanos())
                        .isBetween(
                                exchange.hostSendNanos() - offset(session),
                                exchange.hostReceiveNanos() - offset(session)));
        assertThat(Lab.journal(session).all(JournalRecord.HostAnchored.class).map(JournalRecord.HostAnchored::reason))
                .startsWith("start", "burst")
                .endsWith("burst", "end");
    }

    private static long offset(LiveSession session) {
        return session.toHostNanos(0) - TestDevice.atNanoTime(0);
    }

    @Test
    void theDriftOfARealDeviceIsKeptForTheNextSession() throws Exception {
        TestDevice real = new TestDevice("a41fe4fe2bccf6c3", false, System::nanoTime);
        lab.participant = Optional.of("P07");
        LiveSession session = lab.open(real);
        awaitExchanges(real);
        assertThat(session.links.all().get(0).live().orElseThrow().state()).isPresent();
        session.close();

        new DriftFiles(lab.stateDirectory()).write(real.identity(), new KnownDrift(-12, 1));
        LiveSession next = lab.open(real);
        awaitExchanges(real);
        next.close();
        KnownDrift drift = next.links
                .all()
                .get(0)
                .live()
                .orElseThrow()
                .state()
                .orElseThrow()
                .drift();
        assertThat(drift.uncertaintyPpm()).isLessThan(60);
    }

    @Test
    void aSimulatedDeviceKeepsNoDrift() throws Exception {
        LiveSession session = lab.open(device);
        awaitExchanges();
        session.close();

        assertThat(lab.stateDirectory()).doesNotExist();
    }

    @Test
    void aDeviceThatHangsHoldsUpNoTrial() throws Exception {
        LiveSession session = lab.open(device);
        CountDownLatch released = new CountDownLatch(1);
        device.gate = call -> await(released);
        for (int i = 0; i < 20; i++) {
            Lab.trial(session, "t" + i, trial -> trial.mark("x"));
        }
        // all trials are over although the device has answered nothing
        assertThat(device.sent).isEmpty();
        released.countDown();
        session.close();

        assertThat(device.sent).hasSize(60);
        assertThat(Lab.faults(session)).isEmpty();
    }

    @Test
    void aMarkerThatFailsIsAFaultAndNotAnswered() throws Exception {
        device.gate = call -> {
            if (call.equals("trial.001.x")) {
                throw new DeviceException("no answer from the phone");
            }
            if (call.equals("trial.001.y")) {
                throw new IllegalStateException("a defect of the provider");
            }
        };
        LiveSession session = lab.open(device);
        Lab.trial(session, "a", trial -> {
            trial.mark("x");
            trial.mark("y");
        });
        session.close();

        List<MarkerRow> rows = MarkerLedger.of(SessionAlignment.read(session.folder()));
        assertThat(rows)
                .extracting(row -> row.marker().name() + " " + row.state().label())
                .containsExactly(
                        "trial.001.begin answered",
                        "trial.001.x not answered",
                        "trial.001.y not answered",
                        "trial.001.end answered");
        assertThat(Lab.faults(session))
                .contains("marker: no answer from the phone")
                .anyMatch(fault -> fault.contains("a defect of the provider"));
    }

    @Test
    void aDeviceThatFailsAtEveryExchangeIsAskedAgainWithoutFloodingTheJournal() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        CountDownLatch asked = new CountDownLatch(1);
        device.gate = call -> {
            if (broken.get() && call.equals("exchange")) {
                asked.countDown();
                throw new IllegalStateException("unplugged");
            }
        };
        LiveSession session = lab.open(device);
        for (int i = 0; i < 3; i++) {
            Lab.trial(session, "t" + i, trial -> {});
        }
        await(asked);
        broken.set(false);
        Lab.trial(session, "healed", trial -> awaitExchanges());
        session.close();

        assertThat(Lab.faults(session))
                .hasSizeBetween(1, 30)
                .allMatch(fault -> fault.contains("unplugged") || fault.startsWith("link: "))
                .anyMatch(fault -> fault.contains("unplugged"));
        assertThat(Lab.journal(session).all(Exchanged.class)).isNotEmpty();
    }

    @Test
    void twoDevicesOfTheSameNameGetDifferentKeysAndTheSameMarkers() throws Exception {
        TestDevice other = new TestDevice("b41fe4fe2bccf6c3", true, System::nanoTime);
        LiveSession session = lab.open(device, other);
        Lab.trial(session, "a", trial -> {});
        session.close();

        assertThat(session.devices()).containsExactly("test-f6c3", "test-f6c3-2");
        assertThat(other.sent).isEqualTo(device.sent).hasSize(2);
        assertThat(SessionAlignment.read(session.folder()).devices()).containsOnlyKeys("test-f6c3", "test-f6c3-2");
    }

    @Test
    void closingWithADeadDeviceEndsAndAccountsForEveryMarker() throws Exception {
        // an hour of waiting passes in seconds on this clock
        long origin = System.nanoTime();
        LongSupplier fast = () -> origin + 50 * (System.nanoTime() - origin);
        lab.clock = new HostClock(fast, Clock.systemUTC());
        TestDevice dead = new TestDevice("1234", true, fast);
        LiveSession session = lab.open(dead);
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        dead.gate = call -> {
            if (call.equals("trial.001.begin")) {
                asked.countDown();
            }
            hang(never);
        };
        Lab.trial(session, "a", trial -> trial.mark("x"));
        await(asked);
        session.close();
        never.countDown();

        assertThat(lab.progress).anyMatch(line -> line.startsWith("waiting for the device"));
        assertThat(MarkerLedger.of(SessionAlignment.read(session.folder())))
                .extracting(row -> row.state().label())
                .containsExactly("not answered", "not sent", "not sent");
        Journal journal = Lab.journal(session);
        assertThat(journal.all(JournalRecord.Fault.class).filter(fault -> fault.marker() != null))
                .extracting(JournalRecord.Fault::marker)
                .contains(1, 2, 3);
        assertThat(journal.all(JournalRecord.SessionEnd.class)).hasSize(1);
    }

    @Test
    void anInterruptedThreadRunsAndEndsItsSessionAndStaysInterrupted() throws Exception {
        device.recordings = true;
        LiveSession session = lab.open(device);
        Thread.currentThread().interrupt();
        session.beginBlock("b");
        Lab.trial(session, "a", trial -> trial.mark("x"));
        session.endBlock();
        session.close();
        boolean interrupted = Thread.interrupted();

        assertThat(interrupted).isTrue();
        Journal journal = Lab.journal(session);
        assertThat(journal.all(JournalRecord.SessionEnd.class)).hasSize(1);
        assertThat(Lab.faults(journal)).isEmpty();
        assertThat(device.recordingCalls).containsExactly("start", "save");
        assertThat(device.sent).hasSize(5);
    }

    @Test
    void aDeviceThatFailsUnexpectedlyAtTheEndStillEndsTheSession() throws Exception {
        device.recordings = true;
        LiveSession session = lab.open(device);
        device.gate = call -> {
            if (call.equals("recording current")) {
                throw new IllegalStateException("a defect of the provider");
            }
        };
        session.close();

        Journal journal = Lab.journal(session);
        assertThat(journal.all(JournalRecord.SessionEnd.class)).hasSize(1);
        assertThat(Lab.faults(journal)).singleElement().asString().contains("a defect of the provider");
    }

    @Test
    void theTimeOfBlockingBurstsCountsAsAdded() throws Exception {
        LiveSession session = lab.open(device);
        Lab.trial(session, "a", trial -> {});
        session.beginBlock("b");
        Lab.trial(session, "b", trial -> {});
        session.countAddedNanos(7);
        Lab.trial(session, "c", trial -> {});
        SessionResult result = session.close();

        assertThat(result.addedLargestNanos().orElseThrow()).isGreaterThan(1_000_000);
        assertThat(Lab.journal(session)
                        .all(JournalRecord.SessionEnd.class)
                        .map(JournalRecord.SessionEnd::addedLargestNanos))
                .containsExactly(result.addedLargestNanos().orElseThrow());
    }

    @Test
    void devicesExchangeAtTheSameTimeInTheBackgroundAndAroundTrials() throws Exception {
        TestDevice other = new TestDevice("b52fe4fe2bccf6c4", true, System::nanoTime);
        LiveSession session = lab.open(device, other);
        meetInsideAnExchange(other);
        Lab.trial(session, "a", trial -> meetInsideAnExchange(other));
        session.close();

        List<Exchanged> exchanges = Lab.journal(session).all(Exchanged.class).toList();
        assertThat(exchanges.stream().map(Exchanged::device).distinct()).hasSize(2);
    }

    private void meetInsideAnExchange(TestDevice other) {
        awaitMeeting(expectAMeeting(other));
    }

    /** Counts down once an exchange of either device has begun while one of the other was under way. */
    private CountDownLatch expectAMeeting(TestDevice other) {
        CountDownLatch met = new CountDownLatch(2);
        TestDevice.Gate waitForTheOther = call -> {
            if (call.equals("exchange") && met.getCount() > 0) {
                met.countDown();
                await(met);
            }
        };
        device.gate = once(waitForTheOther);
        other.gate = once(waitForTheOther);
        return met;
    }

    private static TestDevice.Gate once(TestDevice.Gate gate) {
        AtomicBoolean passed = new AtomicBoolean();
        return call -> {
            if (call.equals("exchange") && passed.compareAndSet(false, true)) {
                gate.pass(call);
            }
        };
    }

    private static void awaitMeeting(CountDownLatch met) {
        try {
            assertThat(met.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Wait until more exchanges have passed than a border has, so that background ones are among them. */
    private void awaitExchanges() {
        awaitExchanges(device);
    }

    private static void awaitExchanges(TestDevice device) {
        CountDownLatch exchanges = new CountDownLatch(20);
        device.gate = call -> {
            if (call.equals("exchange")) {
                exchanges.countDown();
            }
        };
        await(exchanges);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Unlike a well-behaved device, takes no notice of an interrupt. */
    private static void hang(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
