// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Why a phone does not start or stop a recording: the reasons of the vendor's interface description. How a real phone words them is
 * not public.
 */
public enum RecordingRefusal {
    /** A recording is running already. */
    RECORDING_RUNNING("Recording running"),
    /** The template asks for answers that were not given; may also keep a recording from being stopped. */
    TEMPLATE_HAS_REQUIRED_FIELDS("Template has required fields"),
    /** The charge is too low. */
    LOW_BATTERY("Low battery"),
    /** The memory is full. */
    LOW_STORAGE("Low storage"),
    /** Nobody was chosen as the wearer. */
    NO_WEARER_SELECTED("No wearer selected"),
    /** No workspace was chosen. */
    NO_WORKSPACE_SELECTED("No workspace selected"),
    /** The app's own set-up was not finished. */
    SETUP_NOT_COMPLETED("Setup bottom sheets not completed"),
    /** There is nothing to stop. */
    RECORDING_NOT_RUNNING("Recording not running");

    private final String message;

    RecordingRefusal(String message) {
        this.message = message;
    }

    /** {@return the reason as the phone says it} */
    public String message() {
        return message;
    }

    /** {@return the reason as it is written in an address, such as {@code low-storage}} */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Parse a reason.
     *
     * @param key such as {@code low-storage}
     * @return the reason
     * @throws IllegalArgumentException if it is none; the message lists all
     */
    public static RecordingRefusal parse(String key) {
        return Arrays.stream(values())
                .filter(refusal -> refusal.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("[" + key + "] is no reason to refuse; known are "
                        + Arrays.stream(values()).map(RecordingRefusal::key).collect(Collectors.joining(", "))));
    }
}
