// SPDX-License-Identifier: Apache-2.0
package io.trialsync.runner;

import io.trialsync.align.DeclaredDelays;
import io.trialsync.align.InclusionCriterion;
import io.trialsync.clock.ClockEstimator;
import io.trialsync.clock.Estimators;
import io.trialsync.journal.JournalSync;
import io.trialsync.session.ByteCounts;
import io.trialsync.session.DeviceLossPolicy;
import io.trialsync.session.MarkerStamping;
import io.trialsync.session.RecordingPolicy;
import io.trialsync.session.RunChoice;
import io.trialsync.session.SessionLabels;
import io.trialsync.session.SessionPolicies;
import io.trialsync.session.SessionSettings;
import io.trialsync.session.StreamPolicy;
import io.trialsync.session.SyncPolicy;
import io.trialsync.session.design.DesignSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
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

    /** The participant's number in the counterbalancing; by default the digits at the end of the participant's label. */
    public static final String PARTICIPANT_NUMBER_PROPERTY_NAME = "trialsync.participant.number";

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

    /**
     * The seed of the experiment's own randomness; {@code 1} by default. {@code participant} makes one of the labels of participant
     * and session.
     */
    public static final String SEED_PROPERTY_NAME = "trialsync.seed";

    /** The estimator of the clock models; {@code trialsync} by default. */
    public static final String ESTIMATOR_PROPERTY_NAME = "trialsync.estimator";

    /** What becomes of trials while a device is away: {@code warn} (default), {@code fail-trial} or {@code abort-rest}. */
    public static final String DEVICE_LOSS_PROPERTY_NAME = "trialsync.device-loss";

    /** The largest uncertainty of the devices' clocks with which a trial is included; by default all are. */
    public static final String CRITERION_PROPERTY_NAME = InclusionCriterion.KEY;

    /** From a host time at which something is drawn until it is on the display; by default none is declared. */
    public static final String DISPLAY_DELAY_PROPERTY_NAME = DeclaredDelays.DISPLAY_KEY;

    /** From what a sensor sees until the time in its stamp; by default none is declared. */
    public static final String STREAM_DELAY_PROPERTY_NAME = DeclaredDelays.STREAM_KEY;

    /** When the journal is forced to the disk: {@code trial} (default), {@code always} or {@code interval}. */
    public static final String JOURNAL_SYNC_PROPERTY_NAME = "trialsync.journal.sync";

    /** How much room the disk must have when a session begins; {@code 100MB} by default. */
    public static final String JOURNAL_MIN_FREE_PROPERTY_NAME = "trialsync.journal.min-free";

    /** The number of the run; one more than the highest there is by default. */
    public static final String RUN_PROPERTY_NAME = "trialsync.run";

    /** Whether a participant may repeat on a real device what there is data of; {@code false} by default. */
    public static final String REPEAT_PROPERTY_NAME = "trialsync.repeat";

    private static final long HOUR_NANOS = 3_600_000_000_000L;
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final long SHORTEST_INTERVAL_NANOS = 10_000_000L;

    private final String experiment;
    private final Function<String, Optional<String>> parameters;
    private final Map<String, String> declared;
    private final Map<String, String> used = new LinkedHashMap<>();
    private final Map<String, String> noted = new LinkedHashMap<>();

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
                STATE_DIR_PROPERTY_NAME, text(STATE_DIR_PROPERTY_NAME, "~/.trialsync"), SettingValues::pathFromHome);
    }

    /**
     * {@return the settings of a session}
     *
     * @throws IllegalArgumentException if a setting is missing or wrong; the message names its key, what was given and what is
     *     allowed
     */
    public SessionSettings settings() {
        used.clear();
        used.putAll(noted);
        SessionSettings settings = new SessionSettings(
                experiment,
                optional(PARTICIPANT_PROPERTY_NAME),
                optional(SESSION_PROPERTY_NAME),
                text(TASK_PROPERTY_NAME, defaultTask()),
                new RunChoice(
                        optional(RUN_PROPERTY_NAME)
                                .map(number -> OptionalInt.of(parse(RUN_PROPERTY_NAME, number, SettingValues::run)))
                                .orElse(OptionalInt.empty()),
                        parse(REPEAT_PROPERTY_NAME, text(REPEAT_PROPERTY_NAME, "false"), SettingValues::flag)),
                parse(DEVICE_PROPERTY_NAME, required(), SettingValues::addresses),
                parse(DIRECTORY_PROPERTY_NAME, text(DIRECTORY_PROPERTY_NAME, "sessions"), SettingValues::path),
                stateDirectory(),
                policies(),
                design().seed(),
                Map.of());
        estimator();
        // they are for whoever reads the journal
        duration(DISPLAY_DELAY_PROPERTY_NAME, 0, MINUTE_NANOS);
        duration(STREAM_DELAY_PROPERTY_NAME, 0, MINUTE_NANOS);
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
                        value -> SettingValues.duration(value, 0, HOUR_NANOS)),
                parse(RECORDING_PROPERTY_NAME, text(RECORDING_PROPERTY_NAME, "auto"), RecordingPolicy::parse),
                parse(STREAMS_PROPERTY_NAME, text(STREAMS_PROPERTY_NAME, "auto"), StreamPolicy::parse),
                parse(
                        MARKERS_STAMP_PROPERTY_NAME,
                        text(MARKERS_STAMP_PROPERTY_NAME, MarkerStamping.EXPLICIT.label()),
                        MarkerStamping::parse),
                parse(
                        DEVICE_LOSS_PROPERTY_NAME,
                        text(DEVICE_LOSS_PROPERTY_NAME, DeviceLossPolicy.WARN.label()),
                        DeviceLossPolicy::parse),
                parse(
                        JOURNAL_SYNC_PROPERTY_NAME,
                        text(JOURNAL_SYNC_PROPERTY_NAME, JournalSync.TRIAL.label()),
                        JournalSync::parse),
                parse(JOURNAL_MIN_FREE_PROPERTY_NAME, text(JOURNAL_MIN_FREE_PROPERTY_NAME, "100MB"), ByteCounts::parse),
                duration(CRITERION_PROPERTY_NAME, 1, MINUTE_NANOS));
    }

    private OptionalLong duration(String key, long leastNanos, long mostNanos) {
        return optional(key)
                .map(text -> OptionalLong.of(
                        parse(key, text, value -> SettingValues.duration(value, leastNanos, mostNanos))))
                .orElse(OptionalLong.empty());
    }

    private SyncPolicy sync() {
        SyncPolicy policy = parse(
                SYNC_POLICY_PROPERTY_NAME,
                text(SYNC_POLICY_PROPERTY_NAME, SyncPolicy.STEADY.name()),
                SyncPolicy::parse);
        return policy.every(parse(
                SYNC_INTERVAL_PROPERTY_NAME,
                text(SYNC_INTERVAL_PROPERTY_NAME, policy.intervalNanos() / 1_000_000_000 + "s"),
                value -> SettingValues.duration(value, SHORTEST_INTERVAL_NANOS, HOUR_NANOS)));
    }

    /** {@return the estimator to fit the clock models with} */
    public ClockEstimator estimator() {
        String name = text(ESTIMATOR_PROPERTY_NAME, Estimators.standard().name());
        return parse(ESTIMATOR_PROPERTY_NAME, name, Estimators::named);
    }

    /**
     * Note something that was decided before the session, for the record of what was in force.
     *
     * @param key its key
     * @param value what was decided
     */
    public void note(String key, String value) {
        noted.put(key, value);
    }

    /**
     * {@return what decides the order of trials and blocks; no device is needed to know it}
     *
     * @throws IllegalArgumentException if a setting is wrong; the message names its key, what was given and what is allowed
     */
    public DesignSettings design() {
        Optional<String> participant = optional(PARTICIPANT_PROPERTY_NAME);
        OptionalLong number = optional(PARTICIPANT_NUMBER_PROPERTY_NAME).stream()
                .mapToLong(text -> parse(PARTICIPANT_NUMBER_PROPERTY_NAME, text, DesignSettings::parseNumber))
                .findFirst();
        String label = participant.orElse(SessionSettings.SIMULATED_PARTICIPANT);
        return new DesignSettings(seed(label), label, label.equals(SessionSettings.SIMULATED_PARTICIPANT), number);
    }

    private long seed(String participant) {
        String given = text(SEED_PROPERTY_NAME, "1");
        long seed = given.equals("participant")
                ? DesignSettings.seedOf(
                        participant, optional(SESSION_PROPERTY_NAME).orElse(SessionSettings.FIRST_SESSION))
                : parse(SEED_PROPERTY_NAME, given, SettingValues::seed);
        used.put(SEED_PROPERTY_NAME, Long.toString(seed));
        return seed;
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

    private void requireLabel(String key, String name, String label) {
        parse(key, label, text -> SessionLabels.require(name, text));
    }

    private <T> T parse(String key, String value, Function<String, T> parser) {
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + place(key) + ": " + e.getMessage(), e);
        }
    }

    /** A setting that stands in no command line is looked for in vain there. */
    private String place(String key) {
        boolean declaredOnly = notEmpty(parameters.apply(key)).isEmpty() && declared.containsKey(key);
        return declaredOnly ? " (in the annotation of " + experiment + ")" : "";
    }

    private String defaultTask() {
        String simple =
                experiment.substring(experiment.lastIndexOf('.') + 1).replaceFirst("(Experiment|IT|Tests?)$", "");
        String label = simple.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
        return label.isEmpty() ? "task" : label;
    }
}
