// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device;

import java.util.function.LongSupplier;

/**
 * What a device may use of its surroundings.
 *
 * @param nanoTime the host's monotonic clock, with which the device stamps what it sends and receives; thread-safe
 */
public record DeviceContext(LongSupplier nanoTime) {

    /** {@return a context on the machine's own monotonic clock} */
    public static DeviceContext system() {
        return new DeviceContext(System::nanoTime);
    }
}
