// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.clock.HostClock;
import io.trialsync.clock.StampRule;
import io.trialsync.device.DeviceAddress;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.companion.CompanionDevice;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.Arrived;
import io.trialsync.journal.JournalRecord.Fault;
import io.trialsync.journal.JournalSync;
import io.trialsync.session.DeviceLossPolicy;
import io.trialsync.session.LiveSession;
import io.trialsync.session.MarkerStamping;
import io.trialsync.session.OpenDevice;
import io.trialsync.session.RecordingPolicy;
import io.trialsync.session.RunChoice;
import io.trialsync.session.RunControl;
import io.trialsync.session.SessionPolicies;
import io.trialsync.session.SessionSettings;
import io.trialsync.session.StreamPolicy;
import io.trialsync.session.SyncPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session whose live stream falls silent: that is a fact in the journal, and the stream is started anew. */
class StreamRestartTests {

    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path directory;

    private SessionSettings settings(DeviceAddress address) {
        return new SessionSettings(
                "lab.SearchExperiment",
                Optional.empty(),
                Optional.empty(),
                "search",
                RunChoice.NEXT,
                List.of(address),
                directory,
                directory.resolve("state"),
                new SessionPolicies(
                        SyncPolicy.STEADY,
                        20_000_000,
                        RecordingPolicy.NEVER,
                        StreamPolicy.AUTO,
                        MarkerStamping.EXPLICIT,
                        DeviceLossPolicy.WARN,
                        JournalSync.INTERVAL,
                        0,
                        OptionalLong.empty()),
                1,
                Map.of());
    }

    private static Journal journal(LiveSession session) throws Exception {
        return Journal.read(session.folder().resolve(Journal.FILE_NAME));
    }

    private static void await(LiveSession session, Predicate<Journal> condition) throws Exception {
        long deadline = System.nanoTime() + 60 * SECOND;
        while (!condition.test(journal(session))) {
            assertThat(System.nanoTime()).as("too late").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    @Test
    void aStalledStreamIsAFaultAndStartedAnew() throws Exception {
        CompanionSpec spec = CompanionSpec.parse("simulated:invisible?stream=66hz&delay=0ms&seed=7");
        try (SimulatedCompanion phone = SimulatedCompanion.with(spec)
                        .streamFaults(StreamFaults.NONE.stalling(SECOND / 2, Long.MAX_VALUE))
                        .start();
                CompanionDevice device = CompanionDevice.connect(
                        phone.host(), phone.port(), StampRule.FLOORED, true, DeviceContext.system())) {
            DeviceAddress address = DeviceAddress.parse("companion:127.0.0.1:" + phone.port());
            LiveSession session = LiveSession.open(
                    settings(address),
                    List.of(new OpenDevice(address, device)),
                    HostClock.system(),
                    line -> {},
                    new RunControl());
            await(
                    session,
                    journal -> journal.all(Fault.class)
                            .anyMatch(fault -> fault.message().startsWith("no sample has come for 10 s (gaze from ")));
            long sentBefore = phone.sentSamples().size();
            while (phone.sentSamples().size() < sentBefore + 20) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            session.close();

            String key = session.devices().get(0);
            assertThat(journal(session).all(Arrived.class).count()).isGreaterThanOrEqualTo(2);
            List<String> table = Files.readAllLines(session.folder().resolve("streams/" + key + "-gaze.csv"));
            assertThat((long) table.size()).isGreaterThan(sentBefore);
        }
    }
}
