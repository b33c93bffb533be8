// SPDX-License-Identifier: Apache-2.0
package io.trialsync.testng;

import io.trialsync.device.Device;
import io.trialsync.device.DeviceAddress;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.DeviceException;
import io.trialsync.device.DeviceProvider;
import java.nio.file.Path;
import java.util.Set;

/**
 * Opens {@code bench:[LOG][?real=true&unplugged=FILE]}, a device in memory. It writes into the file LOG when it is opened and closed, so that a
 * test can see it although it has no hold of the device.
 */
public final class BenchProvider implements DeviceProvider {

    /** For the service loader. */
    public BenchProvider() {}

    @Override
    public String scheme() {
        return "bench";
    }

    @Override
    public String example() {
        return "bench:";
    }

    @Override
    public Device open(DeviceAddress address, DeviceContext context) throws DeviceException {
        address.requireOnly(Set.of("real", "missing", "unplugged"));
        if (address.parameter("missing").isPresent()) {
            throw new DeviceException("nothing answers at " + address + "; plug the device in");
        }
        return new BenchDevice(
                address.place(),
                address.parameter("real").isEmpty(),
                address.parameter("unplugged").map(Path::of),
                context.nanoTime());
    }
}
