// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Opens devices by their addresses, with the providers on the class path. Immutable. */
public final class Devices {

    private final List<DeviceProvider> providers;

    /**
     * Use given providers.
     *
     * @param providers one for each scheme
     */
    public Devices(List<DeviceProvider> providers) {
        this.providers = List.copyOf(providers);
    }

    /**
     * {@return devices from the providers that a class loader finds}
     *
     * @param loader the class loader, such as the one of the experiment class
     */
    public static Devices onClassPath(ClassLoader loader) {
        return new Devices(ServiceLoader.load(DeviceProvider.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /**
     * {@return the addresses of all devices that an address means, each to be opened by itself; nearly always the address alone}
     *
     * @param address the address
     * @throws DeviceException if it cannot be found out
     * @throws IllegalArgumentException if no provider has the scheme, or the address is wrong; the message says what is allowed
     */
    public List<DeviceAddress> devicesAt(DeviceAddress address) throws DeviceException {
        return providerOf(address).devicesAt(address);
    }

    /**
     * Open a device.
     *
     * @param address its address
     * @param context what it may use of its surroundings
     * @return the open device; the caller closes it
     * @throws DeviceException if it cannot be reached
     * @throws IllegalArgumentException if no provider has the scheme, or the address is wrong; the message says what is allowed
     */
    public Device open(DeviceAddress address, DeviceContext context) throws DeviceException {
        return providerOf(address).open(address, context);
    }

    private DeviceProvider providerOf(DeviceAddress address) {
        return providers.stream()
                .filter(provider -> provider.scheme().equals(address.scheme()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown scheme [" + address.scheme()
                        + "] in device address [" + address + "]; on the class path are " + examples()));
    }

    private String examples() {
        return providers.isEmpty()
                ? "no device providers at all"
                : providers.stream().map(DeviceProvider::example).sorted().collect(Collectors.joining(", "));
    }
}
