// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

import io.trialsync.device.DeviceIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who answers, whether glasses are plugged in, and what was odd on the way. */
final class IdentityCheck {

    /** What a phone is called whose status names no glasses. */
    private static final String WITHOUT_GLASSES = "Companion";

    private IdentityCheck() {}

    static List<CheckResult> of(DeviceFacts facts, Optional<ClockReading> clock) {
        DeviceIdentity who = facts.identity();
        List<CheckResult> results = new ArrayList<>();
        results.add(Finding.ok("reachable", name(facts)));
        if (facts.phone()) {
            results.add(glasses(who));
        }
        facts.notices()
                .forEach(notice -> results.add(
                        Finding.warn("address", notice, "Use one network only, or give the other address")));
        return results;
    }

    private static String name(DeviceFacts facts) {
        DeviceIdentity who = facts.identity();
        return (facts.simulated() ? "SIMULATED " : "")
                + (who.name().isEmpty() || who.name().equals(who.id()) ? "" : "\"" + who.name() + "\", ") + "id "
                + who.id();
    }

    private static Finding glasses(DeviceIdentity who) {
        if (who.model().equals(WITHOUT_GLASSES)) {
            return Finding.fail(
                    "glasses",
                    "the phone names none",
                    "Plug the glasses in, and wait until the app shows them; if it does not, try another cable");
        }
        return who.serial()
                .map(serial -> Finding.ok("glasses", who.model() + ", serial number " + serial))
                .orElseGet(() -> Finding.warn(
                        "glasses",
                        who.model() + ", but the phone does not tell its serial number",
                        "Unplug the glasses and plug them in again"));
    }
}
