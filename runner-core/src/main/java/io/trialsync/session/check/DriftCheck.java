// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

import io.trialsync.clock.KnownDrift;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How fast the clock is known to run, from the device's last session on this computer: a check is too short to see it. */
final class DriftCheck {

    private static final double PPM_TO_MS_PER_HOUR = 3.6;

    private DriftCheck() {}

    static List<CheckResult> of(DeviceFacts facts, Optional<ClockReading> clock) {
        return List.of(facts.drift()
                .<CheckResult>map(drift -> Finding.ok("drift", text(drift)))
                .orElseGet(() -> new Unchecked(
                        "drift", "it is not known yet; the device's first session on this computer measures it")));
    }

    private static String text(KnownDrift drift) {
        return String.format(
                Locale.ROOT,
                "it %s %.0f ms an hour (%+.1f ± %.1f ppm in its last session)",
                drift.driftPpm() < 0 ? "gains" : "loses",
                Math.abs(drift.driftPpm()) * PPM_TO_MS_PER_HOUR,
                drift.driftPpm(),
                drift.uncertaintyPpm());
    }
}
