// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.clock.Arrival;
import io.trialsync.clock.ClockEstimator;
import io.trialsync.clock.Declared;
import io.trialsync.clock.Estimators;
import io.trialsync.clock.Exchange;
import io.trialsync.clock.StampRule;
import io.trialsync.device.DeviceClock;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.Arrived;
import io.trialsync.journal.JournalRecord.DeviceOpened;
import io.trialsync.journal.JournalRecord.Exchanged;
import io.trialsync.journal.JournalRecord.SessionStart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A session read back from its journal, with the clocks of its devices fitted. Immutable.
 *
 * @param folder the session's folder
 * @param journal what its journal holds
 * @param devices its devices by key, in the order in which they were opened
 * @param host the host's timeline
 * @param declared what was declared of its clocks and links
 * @param criterion by which of its trials are included
 * @param delays what was declared of delays that no exchange can show
 */
public record SessionAlignment(
        Path folder,
        Journal journal,
        Map<String, AlignedDevice> devices,
        HostTimeline host,
        Declared declared,
        InclusionCriterion criterion,
        DeclaredDelays delays) {

    /**
     * Read a session and fit its clocks.
     *
     * @param folder the folder of the session
     * @param estimator the method to fit with
     * @param declared what is declared of the clock and link of each of its devices
     * @return the session
     * @throws AlignmentException if the journal cannot be read
     */
    public static SessionAlignment read(Path folder, ClockEstimator estimator, Declared declared) {
        Path file = folder.resolve(Journal.FILE_NAME);
        try {
            Journal journal = Journal.read(file);
            if (journal.records().isEmpty()) {
                throw AlignmentException.of(file, "holds no line that can be read; nothing can be aligned by it");
            }
            Map<String, DeviceFit> fits = new LinkedHashMap<>();
            JournalledDevices.in(journal)
                    .forEach((key, device) -> fits.put(
                            key,
                            new DeviceFit(device, exchangesOf(journal, key), arrivalsOf(journal, device), declared)));
            HostTimeline host = HostTimeline.of(journal, DeviceFit.witnesses(fits));
            Map<String, AlignedDevice> devices = new LinkedHashMap<>();
            fits.forEach((key, fit) -> devices.put(key, fit.align(host.breaks(), estimator)));
            return new SessionAlignment(
                    folder,
                    journal,
                    devices,
                    host,
                    declared,
                    InclusionCriterion.of(journal),
                    DeclaredDelays.of(journal));
        } catch (IOException e) {
            throw AlignmentException.unreadable(file, e);
        } catch (IllegalArgumentException | ArithmeticException e) {
            // no session of ours writes a record that is impossible, but a file may come from anywhere
            throw new AlignmentException(
                    file + ": holds what cannot have happened: " + Cells.oneLine(e.getMessage()), e);
        }
    }

    /**
     * Read a session and fit its clocks, with nothing declared.
     *
     * @param folder the folder of the session
     * @param estimator the method to fit with
     * @return the session
     * @throws AlignmentException if the journal cannot be read
     */
    public static SessionAlignment read(Path folder, ClockEstimator estimator) {
        return read(folder, estimator, Declared.none());
    }

    /**
     * Read a session and fit its clocks with the standard estimator.
     *
     * @param folder the folder of the session
     * @return the session
     * @throws AlignmentException if the journal cannot be read
     */
    public static SessionAlignment read(Path folder) {
        return read(folder, Estimators.standard());
    }

    private static List<Exchange> exchangesOf(Journal journal, String device) {
        return journal.all(Exchanged.class)
                .filter(exchange -> exchange.device().equals(device))
                .filter(exchange -> exchange.clock().equals(DeviceClock.WALL))
                .map(exchange -> new Exchange(
                        exchange.hostSendNanos(),
                        exchange.deviceNanos(),
                        exchange.hostReceiveNanos(),
                        exchange.resolutionNanos(),
                        exchange.first()))
                .toList();
    }

    /** What the samples of each live stream prove of the sensor clock, by the earliest instants that stamps can stand for. */
    private static Map<String, List<Arrival>> arrivalsOf(Journal journal, DeviceOpened device) {
        long early = device.clocks().stream()
                .filter(clock -> clock.name().equals(DeviceClock.SENSOR) && clock.stampRule() == StampRule.UNKNOWN)
                .mapToLong(clock -> (clock.resolutionNanos() + 1) / 2)
                .findFirst()
                .orElse(0);
        return journal.all(Arrived.class)
                .filter(arrival -> arrival.device().equals(device.device()))
                .filter(arrival -> arrival.clock().equals(DeviceClock.SENSOR))
                .collect(Collectors.groupingBy(
                        Arrived::stream,
                        LinkedHashMap::new,
                        Collectors.mapping(
                                arrival -> new Arrival(arrival.deviceNanos() - early, arrival.hostNanos()),
                                Collectors.toList())));
    }

    /**
     * {@return the same with trials that are judged by another criterion}
     *
     * @param withinNanos the criterion, in nanoseconds
     */
    public SessionAlignment judgedBy(long withinNanos) {
        return new SessionAlignment(folder, journal, devices, host, declared, criterion.judgingBy(withinNanos), delays);
    }

    /** {@return how the session began; empty if that line is lost} */
    public Optional<SessionStart> start() {
        return journal.all(SessionStart.class).findFirst();
    }

    /** {@return whether the session says that it is simulated: its first line, one of its devices, or its folder} */
    public boolean simulated() {
        return start().map(SessionStart::simulated).orElse(false)
                || journal.all(DeviceOpened.class).anyMatch(DeviceOpened::simulated)
                || folder.toAbsolutePath().normalize().toString().endsWith("_SIMULATED");
    }
}
