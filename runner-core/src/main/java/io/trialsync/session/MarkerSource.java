// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.util.Locale;

/** Where the time of a marker comes from. */
public enum MarkerSource {
    /** The call that made the marker. */
    CALL,
    /** The display's report of the frame's onset. */
    FLIP,
    /** A trigger line. */
    TTL,
    /** A light sensor on the display. */
    PHOTODIODE;

    /** {@return the name in tables and in the journal} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
