// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device;

import java.util.List;

/**
 * Opens the devices of one address scheme; found through {@link java.util.ServiceLoader}. Implementations are stateless and
 * contact nothing until asked to open.
 */
public interface DeviceProvider {

    /** {@return the scheme it answers to, such as {@code companion}, in lower case} */
    String scheme();

    /** {@return an example of an address, for error messages and help texts} */
    String example();

    /**
     * {@return the addresses of all devices that an address means, each to be opened by itself; nearly always the address alone}
     *
     * @param address an address of this provider's scheme
     * @throws DeviceException if it cannot be found out
     * @throws IllegalArgumentException if the address is wrong; the message says what is allowed
     */
    default List<DeviceAddress> devicesAt(DeviceAddress address) throws DeviceException {
        return List.of(address);
    }

    /**
     * Open a device.
     *
     * @param address an address of this provider's scheme
     * @param context what the device may use of its surroundings
     * @return the open device; the caller closes it
     * @throws DeviceException if the device cannot be reached
     * @throws IllegalArgumentException if the address is wrong; the message says what is allowed
     */
    Device open(DeviceAddress address, DeviceContext context) throws DeviceException;
}
