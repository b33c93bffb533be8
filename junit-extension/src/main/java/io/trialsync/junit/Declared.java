// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import io.trialsync.runner.Configuration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an {@link Experiment} annotation says, by the keys of the configuration. */
final class Declared {

    private Declared() {}

    static Map<String, String> by(Experiment experiment) {
        Map<String, String> declared = new LinkedHashMap<>();
        put(declared, Configuration.DEVICE_PROPERTY_NAME, String.join(",", experiment.device()));
        put(declared, Configuration.TASK_PROPERTY_NAME, experiment.task());
        put(declared, Configuration.PARTICIPANT_PROPERTY_NAME, experiment.participant());
        put(declared, Configuration.SESSION_PROPERTY_NAME, experiment.session());
        put(declared, Configuration.RECORDING_PROPERTY_NAME, experiment.recording());
        put(declared, Configuration.SEED_PROPERTY_NAME, experiment.seed());
        return declared;
    }

    private static void put(Map<String, String> declared, String key, String value) {
        if (!value.isBlank()) {
            declared.put(key, value);
        }
    }
}
