// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/** Which clock of a device stamps its live stream. */
public enum StreamClock {
    /** The clock that the exchanges measure, with all its steps: where it jumps, so do the stream's stamps. */
    WALL,
    /**
     * A clock that was taken from the measured one once, when the sensors started, and counts on since: a slew moves both, a step
     * of the measured clock leaves it alone, so that the stream shows nothing of a step.
     */
    SENSOR
}
