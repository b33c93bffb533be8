// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.align.MarkerLedger;
import io.trialsync.align.SessionAlignment;
import io.trialsync.clock.HostClock;
import io.trialsync.clock.StampRule;
import io.trialsync.device.DeviceAddress;
import io.trialsync.device.DeviceContext;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.Fault;
import io.trialsync.journal.JournalRecord.MarkerSent;
import io.trialsync.journal.JournalRecord.RecordingChanged;
import io.trialsync.runner.Configuration;
import io.trialsync.session.Completion;
import io.trialsync.session.LiveSession;
import io.trialsync.session.OpenDevice;
import io.trialsync.session.RunControl;
import io.trialsync.session.SessionSettings;
import io.trialsync.session.TrialBracket;
import io.trialsync.session.TrialInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole session with a phone over real sockets. */
class CompanionSessionTests {

    private static final String RECORDING =
            "{\"data\":{\"action\":\"START\",\"id\":\"rec-1\",\"message\":\"\",\"rec_duration_ns\":0},\"model\":\"Recording\"}";

    @TempDir
    Path directory;

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger echoes = new AtomicInteger();
    private volatile boolean recording;

    @Test
    void aRecordingStoppedByAnotherClientAndALostLinkAreInTheJournal() throws Exception {
        try (ScriptedPhone echo = ScriptedPhone.tcp(this::echo);
                FeedPhone phone = new FeedPhone(phone(echo.port()))) {
            phone.post = (path, body) -> answer(phone, path, body);
            try (CompanionDevice device = CompanionDevice.connect(
                    "127.0.0.1", phone.place().port(), StampRule.UNKNOWN, false, DeviceContext.system())) {
                LiveSession session = open(device);
                await(() -> phone.webSockets.get() >= 1);
                // so that the clock is known well enough for markers with device times
                await(() -> echoes.get() >= 10);
                trial(session, "a");
                await(() -> events.size() == 2);
                int before = phone.webSockets.get();
                phone.hangUpWebSockets();
                await(() -> phone.webSockets.get() > before);
                recording = false;
                phone.result = phone.result.replace("," + RECORDING, "");
                phone.push(RECORDING.replace("START", "STOP"));
                phone.push(RECORDING.replace("START", "SAVE"));
                trial(session, "b");
                await(() -> events.size() >= 4);
                session.close();
                check(session.folder());
            }
        }
    }

    private void check(Path folder) throws IOException {
        Journal journal = Journal.read(folder.resolve(Journal.FILE_NAME));
        List<String> faults = journal.all(Fault.class)
                .map(fault -> fault.what() + ": " + fault.message())
                .toList();
        assertThat(faults)
                .anyMatch(fault -> fault.startsWith("link: the status of the device is out of reach"))
                .anyMatch(fault -> fault.startsWith("link: the status of the device is in reach again after "))
                .anyMatch(fault -> fault.startsWith("recording: recording [rec-1] was stopped by somebody else"))
                .anyMatch(fault -> fault.startsWith("marker: [trial.002.begin] discarded by the device"));
        assertThat(journal.all(RecordingChanged.class).map(RecordingChanged::action))
                // the feed may tell of the recording before the session knows that it is its own
                .filteredOn(action -> !action.equals("running"))
                .containsExactly("started", "visible", "stopped");
        assertThat(journal.all(MarkerSent.class))
                .hasSize(4)
                .allMatch(sent -> sent.stamping().equals("explicit"));
        assertThat(MarkerLedger.of(SessionAlignment.read(folder)))
                .extracting(row -> row.marker().name() + " " + row.state().label())
                .containsExactly(
                        "trial.001.begin answered",
                        "trial.001.end answered",
                        "trial.002.begin discarded",
                        "trial.002.end discarded");
        assertThat(events)
                .allMatch(body -> body.matches("\\{\"name\":\"trial\\.00\\d\\.\\w+\",\"timestamp\":\\d{19}}"));
    }

    private String answer(FeedPhone phone, String path, String body) {
        if (path.endsWith("recording:start")) {
            recording = true;
            phone.result = phone.result.replace("]", "," + RECORDING + "]");
            return "{\"message\":\"Started recording\",\"result\":{\"id\":\"rec-1\"}}";
        }
        events.add(body);
        String stamp = body.replaceAll(".*\"timestamp\":(\\d+).*", "$1");
        return "{\"message\":\"Success\",\"result\":{\"recording_id\":" + (recording ? "\"rec-1\"" : "null")
                + ",\"timestamp\":" + stamp + "}}";
    }

    private static String phone(int timeEchoPort) {
        return "{\"data\":{\"device_id\":\"a41fe4fe2bccf6c3\",\"time_echo_port\":" + timeEchoPort
                + "},\"model\":\"Phone\"}";
    }

    private void echo(InputStream in, OutputStream out) throws IOException {
        for (byte[] request = in.readNBytes(8); request.length == 8; request = in.readNBytes(8)) {
            echoes.incrementAndGet();
            out.write(ByteBuffer.allocate(16)
                    .put(request)
                    .putLong(System.currentTimeMillis())
                    .array());
        }
    }

    private LiveSession open(CompanionDevice device) throws IOException {
        Map<String, String> parameters = Map.of(
                "trialsync.device", "companion:127.0.0.1",
                "trialsync.participant", "P07",
                "trialsync.directory", directory.toString(),
                "trialsync.state.dir", directory.resolve("state").toString(),
                "trialsync.sync.interval", "20ms",
                "trialsync.sync.max-pause", "100ms");
        SessionSettings settings = new Configuration(
                        "lab.SearchExperiment", key -> Optional.ofNullable(parameters.get(key)), Map.of())
                .settings();
        OpenDevice open = new OpenDevice(DeviceAddress.parse("companion:127.0.0.1"), device);
        return LiveSession.open(settings, List.of(open), HostClock.system(), line -> {}, new RunControl());
    }

    private static void trial(LiveSession session, String id) {
        TrialBracket bracket = session.newTrial(new TrialInfo(id, "trial " + id, Map::of));
        bracket.arm();
        bracket.stampBegin();
        bracket.stampEnd();
        bracket.finish(Completion.COMPLETED, Optional.empty());
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("waiting").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
