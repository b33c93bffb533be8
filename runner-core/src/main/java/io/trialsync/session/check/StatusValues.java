// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

import io.trialsync.device.DeviceStatus;
import java.util.List;
import java.util.Optional;

/** Reads what a device says of its state in its own words. Pure. */
final class StatusValues {

    private StatusValues() {}

    static Optional<String> word(DeviceFacts facts, String key) {
        return Optional.ofNullable(facts.status().values().get(key));
    }

    /** A device that says something else than a number here has not told it. */
    static Optional<Double> number(DeviceStatus status, String key) {
        try {
            return Optional.ofNullable(status.values().get(key)).map(Double::valueOf);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static List<CheckResult> unknown(String subject, DeviceFacts facts) {
        return List.of(new Unchecked(
                subject,
                facts.statusProblem()
                        .map(problem -> "its state could not be read: " + problem)
                        .orElse("it does not tell")));
    }
}
