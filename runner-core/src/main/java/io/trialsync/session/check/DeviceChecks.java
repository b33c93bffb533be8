// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All checks of one device, in the order in which people read them. Pure. */
final class DeviceChecks {

    /** One check: from the facts, and from its clock where there were exchanges, to what it makes of them. */
    @FunctionalInterface
    interface Check {
        List<CheckResult> of(DeviceFacts facts, Optional<ClockReading> clock);
    }

    /** What a master clock has as well. */
    private static final List<Check> OF_ALL =
            List.of(IdentityCheck::of, LinkCheck::of, WallClockCheck::of, DriftCheck::of);

    private static final List<Check> OF_PHONES = List.of(
            IdentityCheck::of,
            BatteryCheck::of,
            StorageCheck::of,
            SensorsCheck::of,
            RecordingCheck::of,
            LinkCheck::of,
            WallClockCheck::of,
            DriftCheck::of,
            SensorClockCheck::of);

    private DeviceChecks() {}

    static List<CheckResult> of(DeviceFacts facts, Optional<ClockReading> clock) {
        List<CheckResult> results = new ArrayList<>();
        for (Check check : facts.phone() ? OF_PHONES : OF_ALL) {
            results.addAll(check.of(facts, clock));
        }
        return List.copyOf(results);
    }

    static Finding unreachable(String reason) {
        return Finding.fail(
                "reachable",
                "no: " + reason,
                "Open the Companion app and look for the address under Stream; phone and computer must be in the same network,"
                        + " not a guest Wi-Fi, and no VPN or firewall between them");
    }
}
