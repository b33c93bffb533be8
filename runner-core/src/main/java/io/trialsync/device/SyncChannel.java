// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device;

/** A way to exchange time stamps with a device. Used by one thread at a time. */
public interface SyncChannel {

    /** {@return the name of the device clock that it measures} */
    String clock();

    /** {@return what it is called in the journal, such as {@code time-echo}} */
    String name();

    /** {@return the shortest time that background exchanges leave each other, in nanoseconds; zero if it does not matter} */
    default long restNanos() {
        return 0;
    }

    /**
     * Do one exchange. Connects first if need be; returns or throws within the device's time-out.
     *
     * @return the exchange
     * @throws DeviceException if the device cannot be reached, does not answer in time, or answers with nonsense
     */
    RawExchange exchange() throws DeviceException;
}
