// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * When what a journal was given is forced to the disk, so that it outlives a power cut. Whatever the choice, all is handed to the
 * operating system at once, so that it outlives the end of the process.
 */
public enum JournalSync {

    /** Whatever was appended, as soon as the disk has done with what came before. */
    ALWAYS,

    /** At the begin and end of each trial, which wait for it outside their stamps, and once a second. */
    TRIAL,

    /** Once a second; no trial waits. */
    INTERVAL;

    /** {@return what the setting calls it} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return whether a trial waits until its begin and end are on the disk} */
    public boolean trialsWait() {
        return this != INTERVAL;
    }

    /**
     * {@return the choice by its label}
     *
     * @param text the label
     * @throws IllegalArgumentException if there is no such choice; the message says which there are
     */
    public static JournalSync parse(String text) {
        return Arrays.stream(values())
                .filter(sync -> sync.label().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("[" + text + "] is not one of "
                        + Arrays.stream(values()).map(JournalSync::label).collect(Collectors.joining(", "))));
    }
}
