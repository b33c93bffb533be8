// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.clock.StampRule;
import io.trialsync.device.DeviceClock;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.ClockOf;
import io.trialsync.journal.JournalRecord.DeviceOpened;
import io.trialsync.journal.JournalRecord.Exchanged;
import io.trialsync.journal.JournalRecord.MarkerSent;
import io.trialsync.journal.JournalRecord.RecordingChanged;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The devices of a session, also those whose own line in the journal is lost. */
final class JournalledDevices {

    /** What is said of a device whose own line is lost. */
    static final String UNKNOWN = "unknown";

    private JournalledDevices() {}

    /** {@return the devices by key, in the order in which they were opened; behind them those known by their exchanges only} */
    static Map<String, DeviceOpened> in(Journal journal) {
        Map<String, DeviceOpened> devices = new LinkedHashMap<>();
        journal.all(DeviceOpened.class).forEach(device -> devices.putIfAbsent(device.device(), device));
        journal.all(Exchanged.class)
                .filter(exchange -> exchange.clock().equals(DeviceClock.WALL))
                .filter(exchange -> !devices.containsKey(exchange.device()))
                .forEach(exchange -> devices.put(exchange.device(), assumed(exchange, journal)));
        return devices;
    }

    /** An exchange tells how fine its stamps are, and not how they are rounded: the widest limits are those of the unknown rule. */
    private static DeviceOpened assumed(Exchanged exchange, Journal journal) {
        String key = exchange.device();
        List<ClockOf> clocks = List.of(
                new ClockOf(DeviceClock.WALL, exchange.resolutionNanos(), StampRule.UNKNOWN),
                new ClockOf(DeviceClock.SENSOR, exchange.resolutionNanos(), StampRule.UNKNOWN));
        return new DeviceOpened(
                key,
                UNKNOWN,
                UNKNOWN,
                "",
                null,
                UNKNOWN,
                false,
                clocks,
                exchange.channel(),
                journal.all(MarkerSent.class).anyMatch(sent -> sent.device().equals(key)),
                journal.all(RecordingChanged.class)
                        .anyMatch(change -> change.device().equals(key)),
                exchange.hostSendNanos());
    }
}
