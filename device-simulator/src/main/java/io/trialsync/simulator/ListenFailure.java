// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.device.DeviceException;

/** Says why a simulated phone cannot listen. Stateless. */
final class ListenFailure {

    private ListenFailure() {}

    static DeviceException at(String host, int port, Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new DeviceException(
                "the simulated phone cannot listen at " + host + ":" + port + ": " + root.getMessage()
                        + "; choose an address of this computer and a port that is not taken, or port 0 for any free one",
                cause);
    }
}
