// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.HostClock;
import io.trialsync.journal.JournalRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Everything that a session is opened with. */
record Opening(
        SessionSettings settings,
        SessionLabels labels,
        SessionFolder folder,
        boolean simulated,
        List<OpenDevice> devices,
        HostClock clock,
        Consumer<String> progress,
        RunControl control) {

    Opening {
        devices = List.copyOf(devices);
    }

    /** The same for nobody: no device. */
    Opening withoutDevices() {
        return new Opening(settings, labels, folder, simulated, List.of(), clock, progress, new RunControl());
    }

    SessionPolicies policies() {
        return settings.policies();
    }

    /** What the journal says of the session at its begin. */
    JournalRecord description() {
        return new JournalRecord.SessionStart(
                JournalRecord.FORMAT,
                software(),
                settings.experiment(),
                labels.participant(),
                labels.session(),
                labels.task(),
                folder.run(),
                simulated,
                new TreeMap<>(settings.journalled()),
                new TreeMap<>(Map.of(
                        "java", String.valueOf(Runtime.version()),
                        "os", System.getProperty("os.name") + " " + System.getProperty("os.version"),
                        "processors", String.valueOf(Runtime.getRuntime().availableProcessors()))),
                clock.nowNanos());
    }

    private static String software() {
        String version = Opening.class.getPackage().getImplementationVersion();
        return "TrialSync " + (version == null ? "development" : version);
    }
}
