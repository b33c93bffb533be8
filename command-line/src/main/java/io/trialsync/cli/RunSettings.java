// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.runner.Configuration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The settings of an experiment as options. What they may be is said by the experiment's own configuration. */
final class RunSettings {

    @Option(
            names = "--device",
            paramLabel = "ADDRESS",
            description = "Address of a device, such as companion:auto or simulated:neon; once for each device"
                    + " (trialsync.device).")
    private List<String> devices = new ArrayList<>();

    @Option(
            names = "--participant",
            paramLabel = "LABEL",
            description = "The participant's label; required on real devices (trialsync.participant).")
    private @Nullable String participant;

    @Option(names = "--session", paramLabel = "LABEL", description = "The visit's label (trialsync.session).")
    private @Nullable String session;

    @Option(names = "--run", paramLabel = "NUMBER", description = "The number of the run (trialsync.run).")
    private @Nullable String run;

    @Option(names = "--repeat", description = "Repeat what there is data of from a real device (trialsync.repeat).")
    private boolean repeat;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "The folder of all sessions (trialsync.directory).")
    private @Nullable String directory;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "What decides the experiment's randomness: a whole number or participant (trialsync.seed).")
    private @Nullable String seed;

    @Option(
            names = "--recording",
            paramLabel = "POLICY",
            description = "auto, required or never (trialsync.recording).")
    private @Nullable String recording;

    @Option(
            names = "--criterion",
            paramLabel = "DURATION",
            description =
                    "The largest uncertainty with which a trial is included, such as 2500us (trialsync.criterion).")
    private @Nullable String criterion;

    @Option(
            names = "--device-loss",
            paramLabel = "POLICY",
            description = "warn, fail-trial or abort-rest (trialsync.device-loss).")
    private @Nullable String deviceLoss;

    @Option(
            names = {"-D", "--set"},
            paramLabel = "KEY=VALUE",
            mapFallbackValue = "",
            description =
                    "Any other setting, such as -Dtrialsync.sync.policy=bursts; it is also a system property of the"
                            + " experiments' Java process.")
    private Map<String, String> properties = new LinkedHashMap<>();

    RunSettings() {}

    /** All settings by key; none may be given in two ways. */
    Map<String, String> configuration(CommandLine command) {
        Map<String, @Nullable String> named = new LinkedHashMap<>();
        named.put(Configuration.DEVICE_PROPERTY_NAME, devices.isEmpty() ? null : String.join(", ", devices));
        named.put(Configuration.PARTICIPANT_PROPERTY_NAME, participant);
        named.put(Configuration.SESSION_PROPERTY_NAME, session);
        named.put(Configuration.RUN_PROPERTY_NAME, run);
        named.put(Configuration.REPEAT_PROPERTY_NAME, repeat ? "true" : null);
        named.put(Configuration.DIRECTORY_PROPERTY_NAME, directory);
        named.put(Configuration.SEED_PROPERTY_NAME, seed);
        named.put(Configuration.RECORDING_PROPERTY_NAME, recording);
        named.put(Configuration.CRITERION_PROPERTY_NAME, criterion);
        named.put(Configuration.DEVICE_LOSS_PROPERTY_NAME, deviceLoss);
        Map<String, String> all = new LinkedHashMap<>(properties);
        named.forEach((key, value) -> {
            if (value != null && all.put(key, value) != null) {
                throw new ParameterException(command, key + " is given twice, by -D and by an option of its own");
            }
        });
        return all;
    }

    Map<String, String> properties() {
        return Map.copyOf(properties);
    }
}
