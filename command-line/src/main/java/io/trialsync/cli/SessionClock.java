// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.clock.ClockEstimator;
import io.trialsync.clock.ClockModel;
import io.trialsync.clock.Estimators;
import io.trialsync.clock.Exchange;
import io.trialsync.clock.FitAssumptions;
import io.trialsync.clock.StampRule;
import io.trialsync.device.DeviceClock;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.DeviceOpened;
import io.trialsync.journal.JournalRecord.Exchanged;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The clock of a device of a session. */
final class SessionClock {

    private SessionClock() {}

    static FittedClock fit(Path folder, @Nullable String device, String clock, @Nullable ClockEstimator estimator) {
        Path file = folder.resolve(Journal.FILE_NAME);
        Journal journal = read(file);
        String key = key(folder, journal, device);
        List<Exchange> exchanges = journal.all(Exchanged.class)
                .filter(e -> e.device().equals(key) && e.clock().equals(DeviceClock.WALL))
                .map(e -> new Exchange(
                        e.hostSendNanos(), e.deviceNanos(), e.hostReceiveNanos(), e.resolutionNanos(), e.first()))
                .toList();
        if (exchanges.size() < 2) {
            throw new CommandFailedException(
                    file + ": " + exchanges.size() + " exchanges with " + key + "; at least two are needed");
        }
        ClockModel wall = (estimator == null ? Estimators.standard() : estimator)
                .fit(exchanges, FitAssumptions.with(stampRule(journal, key)));
        ClockModel model = clock.equals(DeviceClock.SENSOR) ? wall.withStepsRemoved() : wall;
        String from = "clock " + clock + " of " + key + ", estimator " + model.estimator() + ", " + exchanges.size()
                + " exchanges of " + folder;
        return new FittedClock(model, file, from);
    }

    private static Journal read(Path file) {
        try {
            return Journal.read(file);
        } catch (IOException e) {
            throw new CommandFailedException(file + ": cannot be read: " + e.getMessage());
        }
    }

    private static String key(Path folder, Journal journal, @Nullable String wanted) {
        List<String> keys = journal.all(DeviceOpened.class)
                .map(DeviceOpened::device)
                .distinct()
                .toList();
        if (wanted == null && keys.size() == 1) {
            return keys.get(0);
        }
        if (wanted != null && keys.contains(wanted)) {
            return wanted;
        }
        String devices = keys.isEmpty() ? "there are none" : "there are " + String.join(", ", keys);
        throw new CommandFailedException(
                wanted == null
                        ? folder + ": --device must say which of the session's devices is meant; " + devices
                        : folder + ": there is no device [" + wanted + "]; " + devices);
    }

    private static StampRule stampRule(Journal journal, String key) {
        return journal.all(DeviceOpened.class)
                .filter(device -> device.device().equals(key))
                .flatMap(device -> device.clocks().stream())
                .filter(clock -> clock.name().equals(DeviceClock.WALL))
                .map(clock -> clock.stampRule())
                .findFirst()
                .orElse(StampRule.UNKNOWN);
    }
}
