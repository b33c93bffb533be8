// SPDX-License-Identifier: Apache-2.0
package io.trialsync.runner;

import io.trialsync.clock.ClockEstimator;
import io.trialsync.clock.Durations;
import io.trialsync.clock.Estimators;
import io.trialsync.device.DeviceAddress;
import io.trialsync.session.MarkerStamping;
import io.trialsync.session.RecordingPolicy;
import io.trialsync.session.SessionLabels;
import io.trialsync.session.SessionPolicies;
import io.trialsync.session.SessionSettings;
import io.trialsync.session.StreamPolicy;
import io.trialsync.session.SyncPolicy;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The settings of an experiment by their keys: a parameter comes before what the experiment class says, and that before the
 * default.
 */
public final class Configuration {

    /** The device, or several separated by commas, by address; there is no default. */
    public static final String DEVICE_PROPERTY_NAME = "trialsync.device";

    /** The participant's label; required on real devices, {@code sim} on simulated ones. */
    public static final String PARTICIPANT_PROPERTY_NAME = "trialsync.participant";

    /** The session's label; {@code 01} by default. */
    public static final String SESSION_PROPERTY_NAME = "trialsync.session";

    /** The task's label; the class name in lower case without {@code Experiment} by default. */
    public static final String TASK_PROPERTY_NAME = "trialsync.task";

    /** The folder of all sessions; {@code sessions} by default. */
    public static final String DIRECTORY_PROPERTY_NAME = "trialsync.directory";

    /** The folder of what is kept between sessions; {@code ~/.trialsync} by default, {@code ~} being the user's home. */
    public static final String STATE_DIR_PROPERTY_NAME = "trialsync.state.dir";

    /** What to do about recordings: {@code auto} (default), {@code required} or {@code never}. */
    public static final String RECORDING_PROPERTY_NAME = "trialsync.recording";

    /** What to do about live samples: {@code auto} (default) or {@code never}. */
    public static final String STREAMS_PROPERTY_NAME = "trialsync.streams";

    /** Where the times come from that devices store with markers: {@code explicit} (default) or {@code arrival}. */
    public static final String MARKERS_STAMP_PROPERTY_NAME = "trialsync.markers.stamp";

    /** How often time stamps are exchanged: {@code steady} (default), {@code bursts} or {@code sparse}. */
    public static final String SYNC_POLICY_PROPERTY_NAME = "trialsync.sync.policy";

    /** The time between background exchanges; by default that of the policy. */
    public static final String SYNC_INTERVAL_PROPERTY_NAME = "trialsync.sync.interval";

    /** How long a burst at a border of session or block takes; {@code 500ms} by default. */
    public static final String SYNC_MAX_PAUSE_PROPERTY_NAME = "trialsync.sync.max-pause";

    /** The seed of the experiment's own randomness; {@code 1} by default. */
    public static final String SEED_PROPERTY_NAME = "trialsync.seed";

    /** The estimator of the clock models; {@code trialsync} by default. */
    public static final String ESTIMATOR_PROPERTY_NAME = "trialsync.estimator";

    private static final long LONGEST_INTERVAL_NANOS = 3_600_000_000_000L;
    private static final long SHORTEST_INTERVAL_NANOS = 10_000_000L;

    private final String experiment;
    private final Function<String, Optional<String>> parameters;
    private final Map<String, String> declared;
    private final Map<String, String> used = new LinkedHashMap<>();

    /**
     * Create a configuration.
     *
     * @param experiment the name of the experiment class
     * @param parameters finds a parameter by its key: command line, configuration parameter or system property
     * @param declared what the experiment class says, by key
     */
    public Configuration(
            String experiment, Function<String, Optional<String>> parameters, Map<String, String> declared) {
        this.experiment = experiment;
        this.parameters = parameters;
        this.declared = Map.copyOf(declared);
    }

    /**
     * {@return the folder of what is kept between sessions}
     *
     * @throws IllegalArgumentException if it is no path
     */
    public Path stateDirectory() {
        return parse(
                STATE_DIR_PROPERTY_NAME, text(STATE_DIR_PROPERTY_NAME, "~/.trialsync"), Configuration::pathFromHome);
    }

    /**
     * {@return the settings of a session}
     *
     * @throws IllegalArgumentException if a setting is missing or wrong; the message names its key, what was given and what is
     *     allowed
     */
    public SessionSettings settings() {
        used.clear();
        SessionSettings settings = new SessionSettings(
                experiment,
                optional(PARTICIPANT_PROPERTY_NAME),
                optional(SESSION_PROPERTY_NAME),
                text(TASK_PROPERTY_NAME, defaultTask()),
                parse(DEVICE_PROPERTY_NAME, required(), Configuration::addresses),
                parse(DIRECTORY_PROPERTY_NAME, text(DIRECTORY_PROPERTY_NAME, "sessions"), Configuration::path),
                stateDirectory(),
                policies(),
                parse(SEED_PROPERTY_NAME, text(SEED_PROPERTY_NAME, "1"), Configuration::seed),
                Map.of());
        estimator();
        settings.participant().ifPresent(label -> requireLabel(PARTICIPANT_PROPERTY_NAME, "participant", label));
        settings.session().ifPresent(label -> requireLabel(SESSION_PROPERTY_NAME, "session", label));
        requireLabel(TASK_PROPERTY_NAME, "task", settings.task());
        return settings.journalling(used);
    }

    private SessionPolicies policies() {
        return new SessionPolicies(
                sync(),
                parse(
                        SYNC_MAX_PAUSE_PROPERTY_NAME,
                        text(SYNC_MAX_PAUSE_PROPERTY_NAME, "500ms"),
                        value -> duration(value, 0)),
                parse(RECORDING_PROPERTY_NAME, text(RECORDING_PROPERTY_NAME, "auto"), RecordingPolicy::parse),
                parse(STREAMS_PROPERTY_NAME, text(STREAMS_PROPERTY_NAME, "auto"), StreamPolicy::parse),
                parse(
                        MARKERS_STAMP_PROPERTY_NAME,
                        text(MARKERS_STAMP_PROPERTY_NAME, MarkerStamping.EXPLICIT.label()),
                        MarkerStamping::parse));
    }

    private SyncPolicy sync() {
        SyncPolicy policy = parse(
                SYNC_POLICY_PROPERTY_NAME,
                text(SYNC_POLICY_PROPERTY_NAME, SyncPolicy.STEADY.name()),
                SyncPolicy::parse);
        return policy.every(parse(
                SYNC_INTERVAL_PROPERTY_NAME,
                text(SYNC_INTERVAL_PROPERTY_NAME, policy.intervalNanos() / 1_000_000_000 + "s"),
                value -> duration(value, SHORTEST_INTERVAL_NANOS)));
    }

    /** {@return the estimator to fit the clock models with} */
    public ClockEstimator estimator() {
        String name = text(ESTIMATOR_PROPERTY_NAME, Estimators.standard().name());
        return parse(ESTIMATOR_PROPERTY_NAME, name, Estimators::named);
    }

    private Optional<String> optional(String key) {
        Optional<String> value =
                notEmpty(parameters.apply(key)).or(() -> notEmpty(Optional.ofNullable(declared.get(key))));
        value.ifPresent(text -> used.put(key, text));
        return value;
    }

    /** An empty setting is none, as in {@code -Dtrialsync.device=}. */
    private static Optional<String> notEmpty(Optional<String> value) {
        return value.map(String::strip).filter(text -> !text.isEmpty());
    }

    private String text(String key, String otherwise) {
        String value = optional(key).orElse(otherwise);
        used.put(key, value);
        return value;
    }

    private String required() {
        return optional(DEVICE_PROPERTY_NAME)
                .orElseThrow(() -> new IllegalArgumentException(DEVICE_PROPERTY_NAME
                        + ": no device is given for " + experiment
                        + "; set it to an address, such as simulated:neon or companion:192.168.1.21, as a parameter or in"
                        + " @Experiment"));
    }

    private static void requireLabel(String key, String name, String label) {
        parse(key, label, text -> SessionLabels.require(name, text));
    }

    private static <T> T parse(String key, String value, Function<String, T> parser) {
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    /** A comma may be a part of an address; a name with a port after it, as in {@code ntp:one,two:123}, is no scheme. */
    private static List<DeviceAddress> addresses(String value) {
        List<DeviceAddress> addresses = Arrays.stream(
                        value.split(",(?=\\s*[a-z][a-z0-9]*:(?!\\d{1,5}\\s*(?:,|$)))", -1))
                .map(String::strip)
                .map(DeviceAddress::parse)
                .toList();
        for (DeviceAddress address : addresses) {
            if (Collections.frequency(addresses, address) > 1) {
                throw new IllegalArgumentException("[" + address + "] is given twice; each device is needed once");
            }
        }
        return addresses;
    }

    private static Path path(String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("[" + value + "] is not the path of a folder", e);
        }
    }

    private static Path pathFromHome(String value) {
        return value.startsWith("~/")
                ? path(System.getProperty("user.home")).resolve(path(value.substring(2)))
                : path(value);
    }

    private static long duration(String value, long leastNanos) {
        long nanos = Durations.parseNanos(value);
        if (nanos < leastNanos || nanos > LONGEST_INTERVAL_NANOS) {
            throw new IllegalArgumentException("[" + value + "] is not within " + Durations.format(leastNanos) + " to "
                    + Durations.format(LONGEST_INTERVAL_NANOS));
        }
        return nanos;
    }

    private static long seed(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "[" + value + "] is not a whole number within " + Long.MIN_VALUE + " to " + Long.MAX_VALUE, e);
        }
    }

    private String defaultTask() {
        String simple =
                experiment.substring(experiment.lastIndexOf('.') + 1).replaceFirst("(Experiment|IT|Tests?)$", "");
        String label = simple.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
        return label.isEmpty() ? "task" : label;
    }
}
