// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

import io.trialsync.device.DeviceAddress;
import java.util.List;
import java.util.Optional;

/**
 * What the check of one device came to. Immutable.
 *
 * @param address how it was addressed
 * @param facts what it showed; empty if it was not reached
 * @param clock its clock against the host's; empty if that could not be measured
 * @param results what the checks say, in the order in which people read them
 */
public record DeviceReport(
        DeviceAddress address, Optional<DeviceFacts> facts, Optional<ClockReading> clock, List<CheckResult> results) {

    /** Copies the list. */
    public DeviceReport {
        results = List.copyOf(results);
    }

    static DeviceReport of(DeviceAddress address, DeviceFacts facts) {
        Optional<ClockReading> clock = ClockReading.of(facts.sync());
        return new DeviceReport(address, Optional.of(facts), clock, DeviceChecks.of(facts, clock));
    }

    static DeviceReport unreachable(DeviceAddress address, String reason) {
        return new DeviceReport(address, Optional.empty(), Optional.empty(), List.of(DeviceChecks.unreachable(reason)));
    }

    /** {@return what the device is called: its key in a session, or its address if it was not reached} */
    public String name() {
        return facts.map(known -> known.identity().key()).orElse(address.text());
    }
}
