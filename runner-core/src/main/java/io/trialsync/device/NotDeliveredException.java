// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device;

/**
 * A request that certainly has not reached the device, as when nobody could be connected to: sending it again cannot make it
 * happen twice.
 */
public final class NotDeliveredException extends DeviceException {

    private static final long serialVersionUID = 1L;

    /**
     * Create an exception.
     *
     * @param cause why it was not sent; its message is taken over
     */
    public NotDeliveredException(DeviceException cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
