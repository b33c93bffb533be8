// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/**
 * The next trial was held back, let go again, or will never begin.
 *
 * @param action {@code paused}, {@code resumed} or {@code stopped}
 * @param message why
 * @param hostNanos when this took effect
 */
@JsonTypeName("run-control")
public record RunControlled(
        String action, @Nullable String message, @Digits long hostNanos) implements JournalRecord {}
