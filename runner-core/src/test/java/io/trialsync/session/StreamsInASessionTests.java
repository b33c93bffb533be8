// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.trialsync.device.DeviceException;
import io.trialsync.device.LiveSamples;
import io.trialsync.journal.JournalRecord.Arrived;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsInASessionTests {

    private static final long SECOND = 1_000_000_000L;
    private static final long MS = 1_000_000L;

    @TempDir
    Path directory;

    private Lab lab;
    private final TestDevice device = TestDevice.inMemory();
    private final Streams streams = new Streams();

    @BeforeEach
    void prepareTheLab() {
        lab = new Lab(directory);
        device.liveSamples = Optional.of(streams);
    }

    @AfterEach
    void nothingIsLeftRunning() throws InterruptedException {
        Lab.assertNoThreadOfOursIsLeft();
    }

    /** A device whose samples a test says itself. */
    private static final class Streams implements LiveSamples {
        final BlockingQueue<Listener> started = new LinkedBlockingQueue<>();
        final AtomicInteger closed = new AtomicInteger();
        volatile TestDevice.Gate gate = call -> {};

        @Override
        public String clock() {
            return "sensor";
        }

        @Override
        public LiveStream start(Listener listener) throws DeviceException {
            gate.pass("stream");
            started.add(listener);
            return closed::incrementAndGet;
        }

        Listener next() throws InterruptedException {
            return Optional.ofNullable(started.poll(10, TimeUnit.SECONDS)).orElseThrow();
        }
    }

    /** The begin of a second of the session's host time, as a reading of the monotonic clock. */
    private static long wholeSecond(LiveSession session) {
        long originNanos = session.toHostNanos(0);
        return Math.floorDiv(session.hostNanos(), SECOND) * SECOND - originNanos;
    }

    @Test
    void ofEachSecondOfEachStreamTheArrivalThatTookLeastIsJournalled() throws Exception {
        LiveSession session = lab.open(device);
        LiveSamples.Listener listener = streams.next();
        long start = wholeSecond(session);
        long[] delays = {40 * MS, 31 * MS, 35 * MS};
        for (int second = 0; second < 3; second++) {
            for (int i = 0; i < delays.length; i++) {
                long stamped = start + second * SECOND + (i + 1) * 200L * MS;
                long delay = delays[(i + second) % delays.length];
                listener.sample("gaze", TestDevice.atNanoTime(stamped), stamped + delay);
                listener.sample("imu", TestDevice.atNanoTime(stamped), stamped + 2 * delay);
            }
        }
        session.close();

        List<Arrived> arrivals = Lab.journal(session).all(Arrived.class).toList();
        long offset = session.toHostNanos(0) - TestDevice.atNanoTime(0);
        assertThat(arrivals)
                .allSatisfy(arrival -> assertThat(arrival.device()).isEqualTo("test-f6c3"))
                .extracting(Arrived::stream, a -> a.hostNanos() - a.deviceNanos() - offset)
                .containsExactlyInAnyOrder(
                        tuple("gaze", 31 * MS),
                        tuple("gaze", 31 * MS),
                        tuple("gaze", 31 * MS),
                        tuple("imu", 62 * MS),
                        tuple("imu", 62 * MS),
                        tuple("imu", 62 * MS));
        assertThat(arrivals).extracting(Arrived::clock).containsOnly("sensor");
        assertThat(streams.closed).hasValue(1);
        assertThat(Lab.faults(session)).isEmpty();
    }

    @Test
    void aStreamThatEndsOrFailsIsAFaultAndStartedAnew() throws Exception {
        AtomicInteger starts = new AtomicInteger();
        streams.gate = call -> {
            if (starts.incrementAndGet() == 2) {
                throw new DeviceException("the phone refuses to stream: 500");
            }
        };
        LiveSession session = lab.open(device);
        LiveSamples.Listener first = streams.next();
        long start = wholeSecond(session);
        first.sample("gaze", TestDevice.atNanoTime(start), start + 30 * MS);
        first.ended("no RTP packet for 10 s");
        LiveSamples.Listener second = streams.next();
        first.sample("gaze", TestDevice.atNanoTime(start), start + 1);
        second.sample("gaze", TestDevice.atNanoTime(start), start + 50 * MS);
        session.close();

        assertThat(Lab.faults(session))
                .containsExactly("stream: no RTP packet for 10 s", "stream: the phone refuses to stream: 500");
        assertThat(Lab.journal(session).all(Arrived.class).map(a -> a.hostNanos() - session.toHostNanos(start)))
                .containsExactly(30 * MS, 50 * MS);
        assertThat(streams.closed).hasValue(2);
    }

    @Test
    void stampsThatJumpedWhileTheStreamWasAwayAreSaidToBeOfSensorsThatWereStartedAnew() throws Exception {
        LiveSession session = lab.open(device);
        LiveSamples.Listener first = streams.next();
        long start = wholeSecond(session);
        first.sample("gaze", TestDevice.atNanoTime(start), start + 30 * MS);
        first.ended("the phone closed the connection");
        LiveSamples.Listener second = streams.next();
        second.sample("gaze", TestDevice.atNanoTime(start + SECOND), start + SECOND + 130 * MS);
        second.ended("the phone closed the connection");
        LiveSamples.Listener third = streams.next();
        third.sample("gaze", TestDevice.atNanoTime(start + 2 * SECOND) + 850 * MS, start + 2 * SECOND + 30 * MS);
        session.close();

        // what a slow link explains is no start
        assertThat(Lab.faults(session))
                .filteredOn(fault -> fault.startsWith("clock: "))
                .containsExactly(
                        "clock: since its stream began again, the stamps of gaze are 950 ms ahead of what they were: the"
                                + " device's sensors were started anew, as after a restart of the device or its app");
    }

    @Test
    void aStreamThatHangsHoldsUpNoTrial() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        streams.gate = call -> {
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new DeviceException("interrupted", e);
            }
        };
        LiveSession session = lab.open(device);
        Lab.trial(session, "a", trial -> trial.mark("x"));
        session.close();

        assertThat(Lab.markers(session)).containsExactly("trial.001.begin", "trial.001.x", "trial.001.end");
        assertThat(Lab.faults(session)).isEmpty();
    }

    @Test
    void stampsThatNoClockCanShowAreIgnoredAndTold() throws Exception {
        LiveSession session = lab.open(device);
        LiveSamples.Listener listener = streams.next();
        listener.sample("gaze", Long.MIN_VALUE, wholeSecond(session));
        for (int i = 0; i < 20; i++) {
            listener.sample("stream-" + i, TestDevice.atNanoTime(0), wholeSecond(session));
        }
        session.close();

        assertThat(Lab.journal(session).all(Arrived.class)).hasSize(16);
        assertThat(Lab.faults(session))
                .containsExactly("stream: of its samples 5 were ignored; the last of them:"
                        + " [stream-19] is one stream too many; 16 are kept");
    }

    @Test
    void aDefectOfADeviceIsAFault() throws Exception {
        streams.gate = call -> {
            throw new IllegalStateException("a defect of the provider");
        };
        LiveSession session = lab.open(device);
        while (Lab.faults(session).isEmpty()) {
            Thread.onSpinWait();
        }
        session.close();

        assertThat(Lab.faults(session)).anyMatch(fault -> fault.contains("a defect of the provider"));
    }

    private static final List<String> GAZE = List.of("gaze x [px]", "gaze y [px]", "worn");

    private static LiveSamples.Sample gaze(long nanoTime, Float... values) {
        List<String> columns = values.length == 3 ? GAZE : List.of("gaze x [px]", "gaze y [px]");
        return new LiveSamples.Sample(
                "gaze", TestDevice.atNanoTime(nanoTime), nanoTime + 30 * MS, columns, List.of(values));
    }

    private static Path table(LiveSession session, String name) {
        return session.folder().resolve("streams").resolve(name);
    }

    @Test
    void samplesWithValuesAreWrittenToATableWithBothTimesAsIntegers() throws Exception {
        LiveSession session = lab.open(device);
        LiveSamples.Listener listener = streams.next();
        long start = wholeSecond(session);
        listener.sample(gaze(start, 800f, 600.5f, 1f));
        listener.sample(gaze(start + 5 * MS, Float.NaN, 0.25f, 0f));
        session.close();

        long stamp = TestDevice.atNanoTime(start);
        long received = session.toHostNanos(start) + 30 * MS;
        assertThat(table(session, "test-f6c3-gaze.csv"))
                .hasContent("timestamp [ns],gaze x [px],gaze y [px],worn,received host time [ns]\n" + stamp
                        + ",800.0,600.5,1.0," + received + "\n" + (stamp + 5 * MS) + ",,0.25,0.0,"
                        + (received + 5 * MS) + "\n");
        assertThat(Lab.journal(session).all(Arrived.class)).hasSize(1);
        assertThat(Lab.faults(session)).isEmpty();
    }

    @Test
    void samplesWithOtherColumnsHaveATableOfTheirOwnAndARerunGoesOnInBoth() throws Exception {
        LiveSession session = lab.open(device);
        LiveSamples.Listener listener = streams.next();
        long start = wholeSecond(session);
        for (int i = 0; i < 4; i++) {
            listener.sample(i % 2 == 0 ? gaze(start + i, 1f, 2f, 1f) : gaze(start + i, 1f, 2f));
        }
        session.close();
        Path first = table(session, "test-f6c3-gaze.csv");
        Path second = table(session, "test-f6c3-gaze-2.csv");
        assertThat(Files.readAllLines(first)).hasSize(3);
        assertThat(Files.readAllLines(second)).hasSize(3);

        Files.writeString(second, "123,torn", StandardOpenOption.APPEND);
        LiveSession rerun = lab.reopen(session, device);
        LiveSamples.Listener again = streams.next();
        again.sample(gaze(start + 10, 1f, 2f));
        again.sample(gaze(start + 11, 1f, 2f, 1f));
        rerun.close();

        assertThat(Files.readAllLines(first)).hasSize(4);
        assertThat(Files.readAllLines(second)).hasSize(4).noneMatch(line -> line.contains("torn"));
        assertThat(first.getParent()).isDirectoryNotContaining("glob:**-3.csv");
    }

    @Test
    void aTableThatCannotBeWrittenIsOneFaultAndItsSamplesAreCounted() throws Exception {
        LiveSession session = lab.open(device);
        Files.writeString(session.folder().resolve("streams"), "a file where the folder should be");
        LiveSamples.Listener listener = streams.next();
        long start = wholeSecond(session);
        for (int i = 0; i < 5; i++) {
            listener.sample(gaze(start + i, 1f, 2f, 1f));
        }
        Lab.trial(session, "a", trial -> {});
        session.close();

        assertThat(Lab.faults(session)).hasSize(2);
        assertThat(Lab.faults(session).get(0))
                .startsWith("samples: the samples of test-f6c3-gaze cannot be written to ");
        assertThat(Lab.faults(session).get(1)).isEqualTo("samples: 5 samples of test-f6c3-gaze are not in a table");
        assertThat(Lab.markers(session)).hasSize(2);
        assertThat(Lab.journal(session).all(Arrived.class)).hasSize(1);
    }

    @Test
    void aSessionThatIsToldToLeavesStreamsAlone() throws Exception {
        lab.streams = StreamPolicy.NEVER;
        LiveSession session = lab.open(device);
        session.close();

        assertThat(streams.started).isEmpty();
        assertThat(session.folder().resolve("streams")).doesNotExist();
    }
}
