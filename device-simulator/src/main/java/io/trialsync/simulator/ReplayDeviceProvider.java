// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.device.Device;
import io.trialsync.device.DeviceAddress;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.DeviceException;
import io.trialsync.device.DeviceProvider;
import io.trialsync.device.companion.CompanionDevice;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens {@code replay:} addresses: starts a simulated phone that answers as the one of a recorded session did, and connects to it as to
 * a real one.
 *
 * <p>Its clock runs by the model fitted to the session's exchanges, its delays are drawn from them, and it is out of reach, loses
 * its recording and tells its charge when the real one did, counted from the start of the session. Stateless.
 */
public final class ReplayDeviceProvider implements DeviceProvider {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayDeviceProvider.class);

    /** For the {@link java.util.ServiceLoader}. */
    public ReplayDeviceProvider() {}

    @Override
    public String scheme() {
        return ReplayAddress.SCHEME;
    }

    @Override
    public String example() {
        return "replay:SESSION_DIR";
    }

    @Override
    public List<DeviceAddress> devicesAt(DeviceAddress address) throws DeviceException {
        ReplayAddress wanted = ReplayAddress.of(address);
        return wanted.device().isPresent()
                ? List.of(address)
                : RecordedSession.read(wanted.folder()).devices().keySet().stream()
                        .map(key -> ReplayAddress.withDevice(address, key))
                        .toList();
    }

    /** Without a {@code device}, the session must have one only; {@link #devicesAt} tells all of them. */
    @Override
    public SimulatedDevice open(DeviceAddress address, DeviceContext context) throws DeviceException {
        ReplayAddress wanted = ReplayAddress.of(address);
        RecordedSession session = RecordedSession.read(wanted.folder());
        if (wanted.device().isEmpty() && session.devices().size() > 1) {
            throw RecordedSession.wrong(
                    wanted.folder(),
                    "device=KEY must say which of "
                            + String.join(", ", session.devices().keySet()) + " is meant");
        }
        String key = wanted.device()
                .orElseGet(() -> session.devices().keySet().iterator().next());
        RecordedPhone phone = RecordedPhone.of(session, key);
        session.notices().forEach(LOG::warn);
        SimulatedCompanion companion = SimulatedCompanion.with(phone.spec(wanted.seed()))
                .hostClocks(context.nanoTime(), Clock.systemUTC())
                .replaying(phone.replay(wanted.fast()))
                .start();
        try {
            Device link = CompanionDevice.connect(companion.host(), companion.port(), phone.stampRule(), true, context);
            companion.state().clock().restartKeepingOffset();
            return new SimulatedDevice(link, companion);
        } catch (DeviceException | RuntimeException e) {
            companion.close();
            throw e;
        }
    }
}
