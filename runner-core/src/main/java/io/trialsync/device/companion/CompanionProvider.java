// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import io.trialsync.clock.StampRule;
import io.trialsync.device.Device;
import io.trialsync.device.DeviceAddress;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.DeviceException;
import io.trialsync.device.DeviceProvider;
import java.util.Set;

/** Opens {@code companion:HOST[:PORT]}. Stateless. */
public final class CompanionProvider implements DeviceProvider {

    /** Create a provider, for {@link java.util.ServiceLoader}. */
    public CompanionProvider() {}

    @Override
    public String scheme() {
        return "companion";
    }

    @Override
    public String example() {
        return "companion:192.168.1.21";
    }

    @Override
    public Device open(DeviceAddress address, DeviceContext context) throws DeviceException {
        address.requireOnly(Set.of());
        if (address.place().equals("auto") || address.place().contains("=")) {
            throw new IllegalArgumentException("device address [" + address
                    + "] asks for a search of the network, which this version cannot do; give the address that the"
                    + " Companion app shows under Stream, such as " + example());
        }
        HostAndPort place = HostAndPort.of(address);
        // Whether a real phone floors its stamps or rounds them is not published.
        return CompanionDevice.connect(place.host(), place.port(), StampRule.UNKNOWN, false, context);
    }
}
