// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.device.DeviceException;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalRecord.DeviceOpened;
import io.trialsync.journal.JournalRecord.MarkerStamped;
import io.trialsync.journal.JournalRecord.SessionStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A session as its journal tells it, to be lived through again. Immutable.
 *
 * @param folder the session folder
 * @param journal what the journal holds
 * @param devices the phones by key, in the order in which they were opened
 * @param startHostNanos when the session began, as host time in nanoseconds
 */
record RecordedSession(Path folder, Journal journal, Map<String, DeviceOpened> devices, long startHostNanos) {

    private static final int MOST_DAMAGES = 5;

    /**
     * Read the session of a folder; fails with a line if there is nothing to be replayed: a folder that is none of a session is a wrong
     * address, and a session without a phone one that cannot be opened.
     */
    static RecordedSession read(Path folder) throws DeviceException {
        Path file = folder.resolve(Journal.FILE_NAME);
        if (!Files.isDirectory(folder)) {
            throw wrong(folder, Files.exists(folder) ? "it is not a folder" : "there is no such folder");
        }
        if (!Files.isRegularFile(file)) {
            throw wrong(folder, "there is no " + Journal.FILE_NAME + " in it");
        }
        try {
            return of(folder, Journal.read(file));
        } catch (IOException e) {
            throw new DeviceException("[" + file + "] cannot be read: " + e.getMessage(), e);
        }
    }

    private static RecordedSession of(Path folder, Journal journal) throws DeviceException {
        Map<String, DeviceOpened> phones = new LinkedHashMap<>();
        journal.all(DeviceOpened.class)
                .filter(RecordedSession::isPhone)
                .forEach(device -> phones.putIfAbsent(device.device(), device));
        if (phones.isEmpty()) {
            throw cannot(folder, "its journal names no phone");
        }
        long start = Stream.concat(
                        journal.all(SessionStart.class).map(SessionStart::hostNanos),
                        phones.values().stream().map(DeviceOpened::hostNanos))
                .findFirst()
                .orElseThrow();
        if (start < 0 || start >= Long.MAX_VALUE / 2) {
            throw cannot(folder, "its start [" + start + "] is no time of a host");
        }
        return new RecordedSession(folder, journal, phones, start);
    }

    /** What has markers and recordings is a phone; of other devices there is nothing to play but their clock. */
    private static boolean isPhone(DeviceOpened device) {
        return device.markers() && device.recordings();
    }

    static DeviceException cannot(Path folder, String reason) {
        return new DeviceException(message(folder, reason));
    }

    /** {@return what is wrong with an address, whatever is in the journal} */
    static IllegalArgumentException wrong(Path folder, String reason) {
        return new IllegalArgumentException(message(folder, reason));
    }

    private static String message(Path folder, String reason) {
        return "[" + folder + "] cannot be replayed: " + reason + "; replay:DIR needs the folder of a session, whose"
                + " journal has exchanges with a phone";
    }

    DeviceOpened device(String key) {
        DeviceOpened device = devices.get(key);
        if (device == null) {
            throw wrong(folder, "it has no device [" + key + "], it has " + String.join(", ", devices.keySet()));
        }
        return device;
    }

    /** {@return what of the journal is not replayed, a line each for people} */
    List<String> notices() {
        List<String> notices = new ArrayList<>();
        List<String> damages = journal.damages();
        damages.stream().limit(MOST_DAMAGES).forEach(damage -> notices.add("replay of [" + folder + "]: " + damage));
        if (damages.size() > MOST_DAMAGES) {
            notices.add("replay of [" + folder + "]: " + (damages.size() - MOST_DAMAGES) + " further lines are damaged"
                    + " or lost and not replayed");
        }
        List<String> others = journal.all(DeviceOpened.class)
                .map(DeviceOpened::device)
                .filter(key -> !devices.containsKey(key))
                .distinct()
                .toList();
        if (!others.isEmpty()) {
            notices.add("replay of [" + folder + "]: " + String.join(", ", others) + " is no phone and not replayed");
        }
        return List.copyOf(notices);
    }

    /** {@return when each marker was stamped, as host time in nanoseconds; without those whose name came more than once} */
    Map<String, Long> markerNanos() {
        Map<String, Long> once = new HashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        journal.all(MarkerStamped.class).forEach(marker -> {
            once.put(marker.name(), marker.hostNanos());
            counts.merge(marker.name(), 1, Integer::sum);
        });
        once.keySet().removeIf(name -> counts.getOrDefault(name, 0) > 1);
        return once;
    }

    /** {@return the records of a type that belong to a device} */
    <T extends JournalRecord> Stream<T> all(Class<T> type) {
        return journal.all(type);
    }
}
