// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import static io.trialsync.simulator.LabSession.MILLI;
import static io.trialsync.simulator.LabSession.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trialsync.device.Device;
import io.trialsync.device.DeviceAddress;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.DeviceException;
import io.trialsync.device.Devices;
import io.trialsync.device.RawExchange;
import io.trialsync.device.RecordingControl;
import io.trialsync.device.SyncChannel;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A phone that lives through a recorded session again: what it stamps, how late it answers, and what goes wrong when. */
class ReplayTests {

    private static final String KEY = "neon-f6c3";
    private static final String ID = "a41fe4fe2bccf6c3";
    private static final long DEADLINE_NANOS = 60 * SECOND;

    @TempDir
    private Path folder;

    private Path session;

    @BeforeEach
    void nameTheFolderAsPeopleDo() {
        session = folder.resolve("a session & more");
    }

    @Test
    void thePhoneIsWhoItWas() throws Exception {
        write("simulated:neon?offset=840ms&delay=2ms..4ms").battery(KEY, 61, 0).close();

        try (Device device = open("")) {
            assertThat(device.simulated()).isTrue();
            assertThat(device.identity().id()).isEqualTo(ID);
            assertThat(device.identity().model()).isEqualTo("Neon");
            assertThat(device.identity().name()).isEqualTo("Phone 7");
            assertThat(device.identity().serial()).hasValue("123456");
            assertThat(device.status().values()).containsEntry("battery_level", "61");
        }
    }

    @Test
    void itsClockHasTheOffsetTheDriftAndTheStepOfTheRecordedOneAtEqualSessionTimes() throws Exception {
        write("simulated:neon?offset=840ms&drift=200ppm&step=+850ms@30s&delay=1ms..2ms", 60 * SECOND)
                .close();

        try (SimulatedDevice device = open("")) {
            // the truth of any session time can be asked for without waiting for it
            long start = offsetMillis(device, 1 * SECOND);
            assertThat(offsetMillis(device, 20 * SECOND) - start).isCloseTo(4, within(2L));
            assertThat(offsetMillis(device, 50 * SECOND) - start).isCloseTo(10 - 850, within(2L));
            long earliest = System.currentTimeMillis();
            long shown = device.companion().trueWallNanosAt(System.nanoTime()) / MILLI;
            long latest = System.currentTimeMillis();
            assertThat(shown + 840).as("behind the clock of today").isBetween(earliest - 200, latest + 200);
        }
    }

    private static long offsetMillis(SimulatedDevice device, long sessionNanos) {
        long nanoTime = device.companion().startNanoTime() + sessionNanos;
        return (device.companion().hostNanosAt(nanoTime) - device.companion().trueWallNanosAt(nanoTime)) / MILLI;
    }

    @Test
    void itsAnswersTakeAsLongAsThoseThatWereRecorded() throws Exception {
        write("simulated:neon?forward=8ms..12ms&backward=8ms..40ms").close();
        long[] recorded = Journal.read(session.resolve(Journal.FILE_NAME))
                .all(JournalRecord.Exchanged.class)
                .mapToLong(exchange -> exchange.hostReceiveNanos() - exchange.hostSendNanos())
                .toArray();

        try (SimulatedDevice device = open("")) {
            List<Long> forward = new ArrayList<>();
            List<Long> roundTrips = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                RawExchange exchange = device.syncChannel().orElseThrow().exchange();
                List<GivenStamp> stamps = device.companion().givenStamps();
                forward.add(stamps.get(stamps.size() - 1).trueNanoTime() - exchange.sendNanoTime());
                roundTrips.add(exchange.receiveNanoTime() - exchange.sendNanoTime());
            }
            long least = LongStream.of(recorded).min().orElseThrow();
            assertThat(roundTrips).allMatch(nanos -> nanos >= least);
            assertThat(forward).allMatch(nanos -> nanos > 0);
            assertThat(roundTrips.stream().mapToLong(Long::longValue).min().orElseThrow())
                    .as("one of twenty is among the faster half")
                    .isLessThan(LongStream.of(recorded).max().orElseThrow());
            assertThat(roundTrips).doesNotHaveDuplicates();
        }
    }

    @Test
    void theSameSeedDrawsTheSameDelays() throws Exception {
        write("simulated:neon?delay=3ms..20ms").close();
        RecordedPhone phone = RecordedPhone.of(RecordedSession.read(session), KEY);

        assertThat(draws(phone, 7)).isEqualTo(draws(phone, 7)).isNotEqualTo(draws(phone, 8));
    }

    private static List<LinkDelays.Pair> draws(RecordedPhone phone, long seed) {
        DelaySource delays = phone.replay(false).exchangeDelays().drawnFrom(new SplittableRandom(seed));
        return LongStream.range(0, 40)
                .mapToObj(i -> delays.next(LabSession.START + i * 100 * MILLI))
                .toList();
    }

    @Test
    void atAFastPaceTheRecordedMomentsComeWithTheMarkers() throws Exception {
        write("simulated:neon?offset=100ms&drift=200ppm&step=+850ms@30s&delay=1ms..2ms", 60 * SECOND)
                .marker(1, "trial.009.begin", 40 * SECOND)
                .marker(2, "again", 50 * SECOND)
                .marker(3, "again", 55 * SECOND)
                .recording(KEY, "stopped", 39 * SECOND)
                .close();

        try (SimulatedDevice device = open("?pace=fast")) {
            RecordingControl recordings = device.recordingControl().orElseThrow();
            recordings.start();
            send(device, "again");
            long before = offsetNow(device);
            send(device, "trial.009.begin");
            assertThat(offsetNow(device) - before).isCloseTo(-850, within(5L));
            long deadline = System.nanoTime() + DEADLINE_NANOS;
            while (recordings.current().isPresent() && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(recordings.current()).as("stopped on the phone").isEmpty();
        }
    }

    private static void send(Device device, String marker) throws DeviceException {
        device.markers().orElseThrow().send(marker, OptionalLong.empty());
    }

    private static long offsetNow(SimulatedDevice device) {
        long now = System.nanoTime();
        return (device.companion().hostNanosAt(now) - device.companion().trueWallNanosAt(now)) / MILLI;
    }

    @Test
    void aPhoneThatWasOutOfReachIsSoAgainAndComesBack() throws Exception {
        String address = "simulated:neon?delay=1ms..2ms";
        LabSession lab = LabSession.in(session).phone(KEY, ID);
        lab.exchanges(KEY, address, 0, 10 * SECOND)
                // early enough to be answered by a slow machine before the phone is out of reach
                .marker(1, "lost", 8 * SECOND)
                .fault(
                        KEY,
                        "exchange",
                        "no answer from the phone at 10.0.0.7:8080 to Time Echo: it took too long",
                        13 * SECOND)
                .fault(KEY, "exchange", "no answer from the phone: the wait for it was interrupted", 30 * SECOND)
                // so late that a pause of two seconds does not hide that it was away: an exchange waits for two
                .exchanges(KEY, address, 16 * SECOND, 26 * SECOND)
                .close();

        try (Device device = open("?pace=fast")) {
            SyncChannel sync = device.syncChannel().orElseThrow();
            sync.exchange();
            send(device, "lost");
            long deadline = System.nanoTime() + DEADLINE_NANOS;
            List<String> failures = new ArrayList<>();
            while (failures.isEmpty() && System.nanoTime() < deadline) {
                try {
                    sync.exchange();
                } catch (DeviceException e) {
                    failures.add(e.getMessage());
                }
            }
            assertThat(failures).singleElement().asString().contains("took too long");
            boolean back = false;
            while (!back && System.nanoTime() < deadline) {
                try {
                    sync.exchange();
                    back = true;
                } catch (DeviceException e) {
                    // still away
                }
            }
            assertThat(back).as("back within the deadline").isTrue();
        }
    }

    @Test
    void allPhonesOfASessionAreReplayedOrOneOfThem() throws Exception {
        String address = "simulated:neon?delay=1ms..2ms";
        LabSession.in(session)
                .phone(KEY, ID)
                .phone("neon-0001", "0000000000000001")
                .device("ntp-1234", "some server", false)
                .exchanges(KEY, address, 0, SECOND)
                .exchanges("neon-0001", address, 0, SECOND)
                .close();

        List<DeviceAddress> all = devices().devicesAt(address(""));
        assertThat(all).extracting(one -> one.parameter("device").orElse("")).containsExactly(KEY, "neon-0001");
        assertThat(devices().devicesAt(address("?pace=fast&device=neon-0001"))).hasSize(1);
        assertThatThrownBy(() -> open("")).hasMessageContaining("neon-f6c3, neon-0001");
        try (Device second = devices().open(all.get(1), DeviceContext.system())) {
            assertThat(second.identity().id()).isEqualTo("0000000000000001");
        }
        assertThatThrownBy(() -> open("?device=neon-9999"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it has no device [neon-9999], it has neon-f6c3, neon-0001");
    }

    @Test
    void whatCannotBeReplayedIsSaidInALine() throws Exception {
        assertThatThrownBy(() -> open(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no such folder")
                .hasMessageContaining("[" + session + "]");
        Files.createDirectories(session);
        assertThatThrownBy(() -> open(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no journal.jsonl in it");
        Files.createFile(session.resolve(Journal.FILE_NAME));
        assertThatThrownBy(() -> open(""))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("its journal names no phone");
        Files.delete(session.resolve(Journal.FILE_NAME));
        LabSession.in(session).phone(KEY, ID).close();
        assertThatThrownBy(() -> open("")).hasMessageContaining("its journal holds no exchange with neon-f6c3");
        assertThatThrownBy(() -> open("?pace=slow"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pace in device address [" + address("?pace=slow") + "]: [slow] is not one of real, fast");
        assertThatThrownBy(() -> open("?pace=fast&seed=x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("seed in device address [" + address("?pace=fast&seed=x")
                        + "]: [x] is not an integer from -9223372036854775808 to ");
        assertThatThrownBy(() -> open("?speed=2")).hasMessageContaining("known are device, pace, seed");
        assertThatThrownBy(() -> devices().open(DeviceAddress.parse("replay:"), DeviceContext.system()))
                .hasMessageContaining("names no folder");
    }

    @Test
    void damagedLinesAreSkippedAndSaid() throws Exception {
        write("simulated:neon?delay=1ms..2ms").close();
        Path file = session.resolve(Journal.FILE_NAME);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(5, lines.get(5).replace("time-echo", "tim3-echo"));
        Files.write(file, lines);

        assertThat(RecordedSession.read(session).notices())
                .singleElement()
                .asString()
                .contains("line 6 is damaged")
                .contains("skipped");
        try (Device device = open("")) {
            assertThat(device.syncChannel().orElseThrow().exchange()).isNotNull();
        }
    }

    private LabSession write(String address) throws IOException {
        return write(address, 5 * SECOND);
    }

    private LabSession write(String address, long nanos) throws IOException {
        return LabSession.in(session).phone(KEY, ID).exchanges(KEY, address, 0, nanos);
    }

    private DeviceAddress address(String parameters) {
        return DeviceAddress.parse("replay:"
                + session.toString().replace("%", "%25").replace(" ", "%20").replace("?", "%3F") + parameters);
    }

    private SimulatedDevice open(String parameters) throws DeviceException {
        return (SimulatedDevice) devices().open(address(parameters), DeviceContext.system());
    }

    private static Devices devices() {
        return Devices.onClassPath(ReplayTests.class.getClassLoader());
    }
}
