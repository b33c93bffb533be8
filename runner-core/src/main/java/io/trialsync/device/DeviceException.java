// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A device that could not be reached, did not answer in time or answered with nonsense; the message says which, in one line. */
public class DeviceException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Create an exception.
     *
     * @param message what happened, with which device, and what to try
     */
    public DeviceException(String message) {
        super(message);
    }

    /**
     * Create an exception.
     *
     * @param message what happened, with which device, and what to try
     * @param cause the failure behind it, if there is one
     */
    public DeviceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
