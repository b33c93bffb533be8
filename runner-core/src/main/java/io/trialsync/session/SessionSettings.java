// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.device.DeviceAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a session is to be run.
 *
 * @param experiment the name of the experiment, as a class name
 * @param participant the participant's label; may be empty on simulated devices only
 * @param session the session's label; 01 if empty
 * @param task the task's label
 * @param run which number the run gets
 * @param devices the addresses of the devices, at least one
 * @param directory the folder of all sessions
 * @param stateDirectory the folder of what is kept between sessions
 * @param policies what it does by itself
 * @param seed the seed of the experiment's own randomness
 * @param journalled every setting in force by its key, for the record
 */
public record SessionSettings(
        String experiment,
        Optional<String> participant,
        Optional<String> session,
        String task,
        RunChoice run,
        List<DeviceAddress> devices,
        Path directory,
        Path stateDirectory,
        SessionPolicies policies,
        long seed,
        Map<String, String> journalled) {

    /** The participant of a simulated session that names none. */
    public static final String SIMULATED_PARTICIPANT = "sim";

    /** The session's label where none is given. */
    public static final String FIRST_SESSION = "01";

    /** Copies the collections. */
    public SessionSettings {
        devices = List.copyOf(devices);
        journalled = Map.copyOf(journalled);
    }

    /**
     * {@return the labels of the session}
     *
     * @param simulated whether a device is simulated or replayed
     * @throws IllegalArgumentException if a label is not allowed, or the participant is missing on real devices
     */
    public SessionLabels labels(boolean simulated) {
        String who = participant.orElseGet(() -> {
            if (!simulated) {
                throw new IllegalArgumentException(
                        "no participant is given, and the device is a real one; set trialsync.participant, such as"
                                + " -Dtrialsync.participant=P07");
            }
            return SIMULATED_PARTICIPANT;
        });
        return new SessionLabels(who, session.orElse(FIRST_SESSION), task);
    }

    /**
     * {@return these settings with another record of what is in force}
     *
     * @param settings every setting in force by its key
     */
    public SessionSettings journalling(Map<String, String> settings) {
        return new SessionSettings(
                experiment,
                participant,
                session,
                task,
                run,
                devices,
                directory,
                stateDirectory,
                policies,
                seed,
                settings);
    }
}
