// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

import java.util.ArrayList;
import java.util.List;

/** Whether this computer may slow down or fall asleep during a session, as far as that can be read without asking programs. */
final class PowerCheck {

    private static final String SUBJECT = "power";

    private PowerCheck() {}

    static List<CheckResult> of(PowerFiles power) {
        List<CheckResult> results = new ArrayList<>();
        if (power.onBattery()) {
            results.add(Finding.warn(
                    SUBJECT, "this computer runs on its battery", "Plug it in, or it may save power or fall asleep"));
        }
        if (power.profile()
                .filter(profile -> profile.equals("low-power") || profile.equals("quiet"))
                .isPresent()) {
            results.add(Finding.warn(
                    SUBJECT,
                    "the power profile is [" + power.profile().get() + "]",
                    "Choose the profile balanced or performance for sessions"));
        }
        if (results.isEmpty()) {
            results.add(
                    power.known()
                            ? Finding.ok(SUBJECT, "this computer is plugged in")
                            : new Unchecked(SUBJECT, "this system does not tell in files how it is powered"));
        }
        results.add(
                new Unchecked(
                        "sleep",
                        "when this computer falls asleep by itself is not readable; set that to never. A session notices a sleep"));
        return results;
    }
}
