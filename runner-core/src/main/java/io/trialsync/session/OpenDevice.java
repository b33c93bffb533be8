// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.device.Device;
import io.trialsync.device.DeviceAddress;

/**
 * A device that takes part in a session.
 *
 * @param address the address it was opened by
 * @param device the open link; it is not closed by the session
 */
public record OpenDevice(DeviceAddress address, Device device) {}
