// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.util.regex.Pattern;

/**
 * The labels of a session, each of letters and digits as BIDS has them.
 *
 * @param participant who takes part
 * @param session which visit
 * @param task which experiment
 */
public record SessionLabels(String participant, String session, String task) {

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]{1,64}");

    /** @throws IllegalArgumentException if a label holds anything but 1 to 64 letters and digits */
    public SessionLabels {
        require("participant", participant);
        require("session", session);
        require("task", task);
    }

    /**
     * {@return a label, if it is allowed}
     *
     * @param name what it is the label of, for the message
     * @param label the label
     * @throws IllegalArgumentException if it holds anything but 1 to 64 letters and digits
     */
    public static String require(String name, String label) {
        if (!LABEL.matcher(label).matches()) {
            throw new IllegalArgumentException(
                    name + " label [" + label + "] is not allowed; 1 to 64 letters and digits (A-Z, a-z, 0-9) are");
        }
        return label;
    }
}
