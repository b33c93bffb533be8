// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import org.jspecify.annotations.Nullable;

/** Where a trial stands in its session, every number from 1, and in its block if it has one. */
record TrialPlace(
        int index,
        int attempt,
        @Nullable Integer block,
        @Nullable Integer indexInBlock) {}
