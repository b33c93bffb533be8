// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import org.jspecify.annotations.Nullable;

/** A marker with its number and time, on its way to the devices. */
record StampedMarker(
        int number,
        String name,
        @Nullable Integer trial,
        @Nullable Integer attempt,
        long hostNanos,
        long uncertaintyNanos,
        MarkerSource source) {}
