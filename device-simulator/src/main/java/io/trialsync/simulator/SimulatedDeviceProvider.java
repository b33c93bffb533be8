// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.clock.StampRule;
import io.trialsync.device.Device;
import io.trialsync.device.DeviceAddress;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.DeviceException;
import io.trialsync.device.DeviceProvider;
import io.trialsync.device.companion.CompanionDevice;
import java.time.Clock;

/**
 * Opens {@code simulated:} addresses: starts a phone on free ports of the loopback address and connects to it as to a real
 * one. {@link SpecKey} lists what an address can say. Stateless.
 */
public final class SimulatedDeviceProvider implements DeviceProvider {

    /** For the {@link java.util.ServiceLoader}. */
    public SimulatedDeviceProvider() {}

    @Override
    public String scheme() {
        return CompanionSpec.SCHEME;
    }

    @Override
    public String example() {
        return "simulated:neon?offset=840ms&drift=25ppm&seed=7";
    }

    @Override
    public SimulatedDevice open(DeviceAddress address, DeviceContext context) throws DeviceException {
        SimulatedCompanion companion = SimulatedCompanion.with(CompanionSpec.of(address))
                .hostClocks(context.nanoTime(), Clock.systemUTC())
                .start();
        try {
            Device link = CompanionDevice.connect(companion.host(), companion.port(), StampRule.FLOORED, true, context);
            companion.restartClocks();
            return new SimulatedDevice(link, companion);
        } catch (DeviceException | RuntimeException e) {
            companion.close();
            throw e;
        }
    }
}
