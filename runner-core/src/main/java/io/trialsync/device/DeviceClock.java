// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device;

import io.trialsync.clock.StampRule;

/**
 * One clock of a device.
 *
 * @param name its name, such as {@code wall} or {@code sensor}
 * @param resolutionNanos the resolution of its stamps, in nanoseconds, zero if exact
 * @param stampRule how it forms stamps of that resolution
 */
public record DeviceClock(String name, long resolutionNanos, StampRule stampRule) {

    /** The clock that stamps events and time-sync exchanges. */
    public static final String WALL = "wall";

    /** The clock that stamps what the sensors see. */
    public static final String SENSOR = "sensor";
}
