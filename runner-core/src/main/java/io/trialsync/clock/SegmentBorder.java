// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/** What lies between two neighbouring segments of a clock model. */
enum SegmentBorder {
    /** The device's clock stepped. */
    STEP,
    /** The host's monotonic clock missed time, as while the computer slept: all devices seem to step, and none did. */
    HOST_BREAK,
    /** The device's counter turned over and went on from zero; the estimate runs through. */
    TURN
}
