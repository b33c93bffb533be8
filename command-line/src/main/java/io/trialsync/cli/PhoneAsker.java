// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.clock.FitAssumptions;
import io.trialsync.clock.HostClock;
import io.trialsync.clock.HostTime;
import io.trialsync.clock.LiveClock;
import io.trialsync.clock.StampRule;
import io.trialsync.device.Device;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.DeviceException;
import io.trialsync.device.SyncChannel;
import io.trialsync.device.companion.CompanionDevice;
import io.trialsync.device.companion.discovery.FoundCompanion;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Asks a phone that was found what {@code discover} tells of it. Thread-safe; takes up to some seconds. */
final class PhoneAsker {

    private static final int EXCHANGES = 24;

    private final DeviceContext context = DeviceContext.system();
    private final HostClock hostClock = new HostClock(context.nanoTime(), Clock.systemUTC());

    PhoneReport ask(FoundCompanion phone) {
        String failure = "";
        for (InetSocketAddress place : phone.places()) {
            try (CompanionDevice device = CompanionDevice.connect(
                    place.getAddress().getHostAddress(), place.getPort(), StampRule.UNKNOWN, false, context)) {
                return report(phone, device);
            } catch (DeviceException e) {
                failure = String.valueOf(e.getMessage());
            }
        }
        return new PhoneReport(phone, Optional.empty(), Map.of(), Optional.empty(), Optional.of(failure));
    }

    private PhoneReport report(FoundCompanion phone, CompanionDevice device) throws DeviceException {
        Map<String, String> state = device.status().values();
        if (!device.identity().id().equalsIgnoreCase(phone.id())) {
            String other =
                    "another phone answers there: id " + device.identity().id();
            return new PhoneReport(phone, Optional.empty(), Map.of(), Optional.empty(), Optional.of(other));
        }
        try {
            return new PhoneReport(phone, Optional.of(device.identity()), state, offset(device), Optional.empty());
        } catch (DeviceException e) {
            return new PhoneReport(
                    phone,
                    Optional.of(device.identity()),
                    state,
                    Optional.empty(),
                    Optional.of(String.valueOf(e.getMessage())));
        }
    }

    /** Only where it costs nothing: a phone without Time Echo would have to be sent events. */
    private Optional<PhoneReport.MeasuredOffset> offset(Device device) throws DeviceException {
        Optional<SyncChannel> free = device.syncChannel().filter(channel -> channel.restNanos() == 0);
        if (free.isEmpty()) {
            return Optional.empty();
        }
        LiveClock clock = new LiveClock(FitAssumptions.with(StampRule.UNKNOWN));
        long newest = 0;
        for (int i = 0; i < EXCHANGES; i++) {
            var exchange = free.get().exchange().onHost(hostClock);
            clock.accept(exchange);
            newest = exchange.deviceNanos();
        }
        long device0 = newest;
        return clock.state().map(state -> measured(device0, state.toHostByFit(device0)));
    }

    private static PhoneReport.MeasuredOffset measured(long deviceNanos, HostTime host) {
        return new PhoneReport.MeasuredOffset(
                host.hostNanos() - deviceNanos, host.uncertainty().totalNanos());
    }
}
