// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.align.AlignedDevice;
import io.trialsync.align.ExchangesTable;
import io.trialsync.align.SessionAlignment;
import io.trialsync.align.SessionFolders;
import io.trialsync.clock.ClockEstimator;
import io.trialsync.clock.ClockModel;
import io.trialsync.clock.CounterTurns;
import io.trialsync.clock.Declared;
import io.trialsync.clock.Exchange;
import io.trialsync.clock.FitAssumptions;
import io.trialsync.clock.StampRule;
import io.trialsync.device.DeviceClock;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.ClockOf;
import io.trialsync.journal.JournalRecord.MarkerSent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A clock model and where it came from.
 *
 * @param model the model
 * @param stamps how the device forms the stamps of its tables, if that is known
 * @param source the file it was fitted to
 * @param description which clock, estimator and source, for people
 * @param warnings what is wrong with the source though it can be used, a line each
 * @param contradiction what contradicts the model, so that times converted by it are wrong; empty unless something does
 * @param timesGiven whether times of this clock were given to the device by the host too, so that they are not in order
 * @param streamDelayNanos from what a sensor sees until its stamp, as the session declares it for its sensor clock, in nanoseconds
 */
record FittedClock(
        ClockModel model,
        Optional<ClockOf> stamps,
        Path source,
        String description,
        List<String> warnings,
        Optional<String> contradiction,
        boolean timesGiven,
        OptionalLong streamDelayNanos) {

    /** Fit a clock to a table of exchanges, whose stamps are floored to their resolution by contract. */
    static FittedClock ofExchanges(
            Path table, long resolutionNanos, String clock, ClockEstimator estimator, Declared declared) {
        List<Exchange> exchanges = ExchangesTable.read(table, resolutionNanos);
        try {
            declared.requirePossible(exchanges);
            FitAssumptions assumptions = declared.on(StampRule.FLOORED);
            CounterTurns turns = CounterTurns.in(exchanges, assumptions);
            ClockModel wall = estimator.fit(turns.exchanges(), assumptions);
            ClockModel model = turns.asShown(isSensor(clock) ? wall.withStepsRemoved() : wall);
            Optional<ClockOf> stamps = isSensor(clock)
                    ? Optional.empty()
                    : Optional.of(new ClockOf(clock, resolutionNanos, StampRule.FLOORED));
            return new FittedClock(
                    model,
                    stamps,
                    table,
                    describe(clock, model, exchanges.size(), table),
                    model.findings(),
                    Optional.empty(),
                    false,
                    OptionalLong.empty());
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(table + ": " + e.getMessage());
        }
    }

    /** Fit a clock of a device of a session to the exchanges in its journal. */
    static FittedClock ofSession(
            Path folder, @Nullable String key, String clock, ClockEstimator estimator, Declared declared) {
        SessionAlignment session = SessionAlignment.read(SessionFolders.newest(folder), estimator, declared);
        AlignedDevice.Fitted device = fitted(session, key);
        ClockModel model = isSensor(clock) ? device.sensor() : device.wall();
        String source = (session.simulated() ? "SIMULATED " : "") + device.key() + " in " + session.folder();
        Path journal = session.folder().resolve(Journal.FILE_NAME);
        List<String> warnings = Stream.concat(
                        session.journal().damages().stream().map(damage -> journal + ": " + damage),
                        model.findings().stream())
                .toList();
        Optional<ClockOf> stamps = device.description().clocks().stream()
                .filter(candidate -> candidate.name().equals(clock))
                .findFirst();
        Optional<String> contradiction = isSensor(clock)
                ? device.sensorChoice()
                        .contradiction()
                        .map(c -> device.sensorChoice().sentence())
                : Optional.empty();
        return new FittedClock(
                model,
                stamps,
                journal,
                describe(clock, model, device.exchanges(), source),
                warnings,
                contradiction,
                !isSensor(clock) && givesTimes(session.journal(), device.key()),
                isSensor(clock) ? session.delays().streamNanos() : OptionalLong.empty());
    }

    private static boolean givesTimes(Journal journal, String key) {
        return journal.all(MarkerSent.class).anyMatch(sent -> sent.device().equals(key) && sent.deviceNanos() != null);
    }

    private static AlignedDevice.Fitted fitted(SessionAlignment session, @Nullable String key) {
        AlignedDevice device = device(session, key);
        if (device instanceof AlignedDevice.NotFitted bare) {
            throw new CommandFailedException(
                    session.folder() + ": the clock of " + bare.key() + " cannot be estimated: " + bare.reason());
        }
        return (AlignedDevice.Fitted) device;
    }

    private static AlignedDevice device(SessionAlignment session, @Nullable String key) {
        List<String> keys = List.copyOf(session.devices().keySet());
        String chosen = key == null && keys.size() == 1 ? keys.get(0) : key;
        AlignedDevice device = chosen == null ? null : session.devices().get(chosen);
        if (device != null) {
            return device;
        }
        String there = keys.isEmpty() ? "its journal names no device" : "it has " + String.join(", ", keys);
        throw new CommandFailedException(session.folder() + ": "
                + (key == null ? "--device must say which device is meant" : "there is no device [" + key + "]")
                + "; " + there);
    }

    private static boolean isSensor(String clock) {
        return clock.equals(DeviceClock.SENSOR);
    }

    private static String describe(String clock, ClockModel model, int exchanges, Object source) {
        return "clock " + clock + ", estimator " + model.estimator() + ", " + exchanges + " exchanges of " + source;
    }

    /** Refuse an output that would replace what the model was fitted to. */
    void requireNotOverwritten(Path output) {
        try {
            if (Files.exists(output) && Files.isSameFile(output, source)) {
                throw new CommandFailedException(
                        output + ": is what the clock is estimated from; choose another name for the output");
            }
        } catch (IOException e) {
            throw new CommandFailedException(output + ": cannot be compared with " + source + ": " + e.getMessage());
        }
    }
}
