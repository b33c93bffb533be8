// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.util.Locale;

/** How a trial ended. Whether the participant answered rightly is data, not a completion. */
public enum Completion {
    /** Its body ran to the end. */
    COMPLETED,
    /** It gave up by itself or by the experimenter's will, as by a failed assumption. */
    ABORTED,
    /** It took longer than allowed. */
    TIMED_OUT,
    /** It failed. */
    ERROR;

    /** {@return the name in tables and in the journal} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
