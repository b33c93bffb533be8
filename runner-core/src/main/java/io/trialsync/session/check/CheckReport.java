// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a check of a lab came to. Immutable.
 *
 * @param devices its devices, in the order in which they were given
 * @param pairs each two of them whose clocks were measured
 * @param computer what the checks of this computer say
 */
public record CheckReport(List<DeviceReport> devices, List<DevicePair> pairs, List<CheckResult> computer) {

    /** Copies the lists. */
    public CheckReport {
        devices = List.copyOf(devices);
        pairs = List.copyOf(pairs);
        computer = List.copyOf(computer);
    }

    /** {@return whether a session can begin: nothing failed, and there is a device} */
    public boolean ready() {
        return !devices.isEmpty() && count(Level.FAIL) == 0;
    }

    /**
     * {@return how many findings have a level}
     *
     * @param level the level
     */
    public long count(Level level) {
        return Stream.concat(devices.stream().flatMap(device -> device.results().stream()), computer.stream())
                .filter(Finding.class::isInstance)
                .map(Finding.class::cast)
                .filter(finding -> finding.level() == level)
                .count();
    }
}
