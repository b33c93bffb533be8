// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a trial before it begins.
 *
 * @param uniqueId what identifies it over reruns
 * @param displayName what people call it
 * @param parameters its parameters by name, in order: strings, numbers and booleans; asked for once, by another thread, after
 *     the trial has begun
 * @param block the number of the block it belongs to, or {@link #NO_BLOCK}; null for the block that was begun last and is still
 *     open, which is right wherever blocks do not run side by side
 * @param againIfAborted whether there will be another attempt at it in this run if it is aborted
 */
public record TrialInfo(
        String uniqueId,
        String displayName,
        Supplier<Map<String, Object>> parameters,
        @Nullable Integer block,
        boolean againIfAborted) {

    /** The block of a trial that is in none. */
    public static final int NO_BLOCK = 0;

    /**
     * A trial of the block that was begun last and is still open, or of none.
     *
     * @param uniqueId what identifies it over reruns
     * @param displayName what people call it
     * @param parameters its parameters by name
     */
    public TrialInfo(String uniqueId, String displayName, Supplier<Map<String, Object>> parameters) {
        this(uniqueId, displayName, parameters, null);
    }

    /**
     * A trial that is attempted once.
     *
     * @param uniqueId what identifies it over reruns
     * @param displayName what people call it
     * @param parameters its parameters by name
     * @param block the number of the block it belongs to, {@link #NO_BLOCK}, or null
     */
    public TrialInfo(
            String uniqueId, String displayName, Supplier<Map<String, Object>> parameters, @Nullable Integer block) {
        this(uniqueId, displayName, parameters, block, false);
    }
}
