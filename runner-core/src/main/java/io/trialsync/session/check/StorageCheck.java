// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The free storage of the phone, and about how long a recording fits into it. */
final class StorageCheck {

    private static final String SUBJECT = "storage";
    private static final double GIGABYTE = 1e9;
    /**
     * Not published by the vendor, and it depends on the scene: an assumption on the safe side, said as such.
     */
    private static final double ASSUMED_BYTES_PER_HOUR = 10e9;

    private static final double LEAST_HOURS = 1;

    private StorageCheck() {}

    static List<CheckResult> of(DeviceFacts facts, Optional<ClockReading> clock) {
        Optional<Double> free = StatusValues.number(facts.status(), "memory");
        Optional<String> state = StatusValues.word(facts, "memory_state");
        if (free.isEmpty() && state.isEmpty()) {
            return StatusValues.unknown(SUBJECT, facts);
        }
        String text = free.map(StorageCheck::text).orElse("")
                + state.filter(word -> !word.equals("OK"))
                        .map(word -> " (" + word + ")")
                        .orElse("");
        if (state.filter("CRITICAL"::equals).isPresent()) {
            return List.of(Finding.fail(
                    SUBJECT, text.strip(), "The app refuses to record: upload or move recordings, and delete them"));
        }
        boolean little = free.filter(bytes -> bytes < LEAST_HOURS * ASSUMED_BYTES_PER_HOUR)
                .isPresent();
        if (little || state.filter("LOW"::equals).isPresent()) {
            return List.of(Finding.warn(
                    SUBJECT, text.strip(), "Upload or move recordings of earlier sessions, and delete them"));
        }
        return List.of(Finding.ok(SUBJECT, text.isBlank() ? "enough" : text.strip()));
    }

    private static String text(double bytes) {
        return String.format(
                Locale.ROOT,
                "%.1f GB free, about %.1f hours of recording at an assumed %.0f GB an hour",
                bytes / GIGABYTE,
                bytes / ASSUMED_BYTES_PER_HOUR,
                ASSUMED_BYTES_PER_HOUR / GIGABYTE);
    }
}
