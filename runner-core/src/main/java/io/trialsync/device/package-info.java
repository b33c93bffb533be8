// SPDX-License-Identifier: Apache-2.0
/**
 * Devices: what an eye tracker is to a session, whatever its make.
 *
 * <p>A {@link io.trialsync.device.Device} is an identity, its clocks and optional capabilities; a
 * {@link io.trialsync.device.DeviceProvider} on the class path opens the devices of one address scheme. Devices stamp
 * with the host's raw monotonic clock and know nothing of sessions, journals or models.
 */
@NullMarked
package io.trialsync.device;

import org.jspecify.annotations.NullMarked;
