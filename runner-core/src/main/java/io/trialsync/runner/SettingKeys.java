// SPDX-License-Identifier: Apache-2.0
package io.trialsync.runner;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds keys that are meant to be settings and are none, as a slip of the finger would otherwise be the default's silent victory. */
public final class SettingKeys {

    /** So many letters may be wrong, missing or too many; what is further off may be a property of the experiment's own. */
    private static final int MOST_SLIPS = 2;

    /** In a key that is hardly longer than its prefix, two letters make another word. */
    private static final int SHORT = "trialsync.task..".length();

    /** All keys; a test compares them with what {@link Configuration} reads. */
    static final List<String> ALL = List.of(
            Configuration.DEVICE_PROPERTY_NAME,
            Configuration.PARTICIPANT_PROPERTY_NAME,
            Configuration.PARTICIPANT_NUMBER_PROPERTY_NAME,
            Configuration.SESSION_PROPERTY_NAME,
            Configuration.TASK_PROPERTY_NAME,
            Configuration.DIRECTORY_PROPERTY_NAME,
            Configuration.STATE_DIR_PROPERTY_NAME,
            Configuration.RECORDING_PROPERTY_NAME,
            Configuration.STREAMS_PROPERTY_NAME,
            Configuration.MARKERS_STAMP_PROPERTY_NAME,
            Configuration.SYNC_POLICY_PROPERTY_NAME,
            Configuration.SYNC_INTERVAL_PROPERTY_NAME,
            Configuration.SYNC_MAX_PAUSE_PROPERTY_NAME,
            Configuration.SEED_PROPERTY_NAME,
            Configuration.ESTIMATOR_PROPERTY_NAME,
            Configuration.DEVICE_LOSS_PROPERTY_NAME,
            Configuration.CRITERION_PROPERTY_NAME,
            Configuration.DISPLAY_DELAY_PROPERTY_NAME,
            Configuration.STREAM_DELAY_PROPERTY_NAME,
            Configuration.JOURNAL_SYNC_PROPERTY_NAME,
            Configuration.JOURNAL_MIN_FREE_PROPERTY_NAME,
            Configuration.RUN_PROPERTY_NAME,
            Configuration.REPEAT_PROPERTY_NAME);

    private SettingKeys() {}

    /**
     * Refuse keys that are nearly, but not quite, those of settings.
     *
     * @param keys the keys that were given, such as the names of all system properties
     * @throws IllegalArgumentException if one of them is within two letters of a setting, or one of a short one; the message names both
     */
    public static void requireNoneMisspelt(Collection<String> keys) {
        for (String key : keys) {
            if (!ALL.contains(key)) {
                nearest(key).ifPresent(meant -> {
                    throw new IllegalArgumentException("[" + key + "] is no setting; [" + meant
                            + "] is; a property of your own needs another name");
                });
            }
        }
    }

    private static Optional<String> nearest(String key) {
        return ALL.stream()
                .filter(setting -> slips(key, setting) <= (setting.length() < SHORT ? 1 : MOST_SLIPS))
                .min(Comparator.comparingInt(setting -> slips(key, setting)));
    }

    /** Levenshtein's distance, by one row of the table at a time; the one thing a library of texts would be needed for. */
    private static int slips(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
