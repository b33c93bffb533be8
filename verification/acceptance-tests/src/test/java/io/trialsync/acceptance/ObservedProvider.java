// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance;

import io.trialsync.device.Device;
import io.trialsync.device.DeviceAddress;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.DeviceException;
import io.trialsync.device.DeviceProvider;
import io.trialsync.simulator.CompanionSpec;
import io.trialsync.simulator.SimulatedCompanion;
import io.trialsync.simulator.SimulatedDevice;
import io.trialsync.simulator.SimulatedDeviceProvider;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens {@code observed:…}, a device that is exactly {@code simulated:…} and whose phone a test can ask for the truth afterwards.
 *
 * <p>The static map is how a test gets hold of what the service loader's instance opened; each address is used by one test.
 */
public final class ObservedProvider implements DeviceProvider {

    private static final Map<String, SimulatedCompanion> PHONES = new ConcurrentHashMap<>();

    /** For the service loader. */
    public ObservedProvider() {}

    /** The phone that was opened last by an address. */
    static SimulatedCompanion phone(String address) {
        return Optional.ofNullable(PHONES.get(address)).orElseThrow();
    }

    @Override
    public String scheme() {
        return "observed";
    }

    @Override
    public String example() {
        return "observed:neon";
    }

    @Override
    public Device open(DeviceAddress address, DeviceContext context) throws DeviceException {
        String simulated = CompanionSpec.SCHEME + address.text().substring(scheme().length());
        SimulatedDevice device = new SimulatedDeviceProvider().open(DeviceAddress.parse(simulated), context);
        PHONES.put(address.text(), device.companion());
        return device;
    }
}
