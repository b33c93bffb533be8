// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

/** What becomes of connections to a phone that cannot be reached. */
public enum NetworkLoss {
    /**
     * Nothing comes through, as out of the range of a Wi-Fi; what was sent meanwhile comes through afterwards, as TCP sends it again.
     * Connections are opened, since the simulator cannot leave packets unanswered, but nobody answers on them.
     */
    SILENT,
    /** Connections are reset, and new ones are as soon as they ask for something. */
    RESET
}
