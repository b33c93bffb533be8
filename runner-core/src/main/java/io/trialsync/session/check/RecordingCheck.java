// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

import java.util.List;
import java.util.Optional;

/** Whether a recording runs already: a session would go on with it, and others may stop it. */
final class RecordingCheck {

    private static final String SUBJECT = "recording";

    private RecordingCheck() {}

    static List<CheckResult> of(DeviceFacts facts, Optional<ClockReading> clock) {
        if (facts.statusProblem().isPresent()) {
            return StatusValues.unknown(SUBJECT, facts);
        }
        return List.of(facts.recording()
                .<CheckResult>map(id -> Finding.warn(
                        SUBJECT,
                        "one runs already: " + id,
                        "Stop it on the phone, unless the session is to go on with it"))
                .orElseGet(() -> Finding.ok(SUBJECT, "none runs; a session starts its own")));
    }
}
