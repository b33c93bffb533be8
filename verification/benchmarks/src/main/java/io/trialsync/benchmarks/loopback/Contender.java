// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.loopback;

import io.trialsync.clock.Exchange;
import io.trialsync.clock.HostClock;
import io.trialsync.device.DeviceException;
import io.trialsync.device.RawExchange;
import io.trialsync.device.SyncChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * A client and a server whose true offset is known.
 *
 * @param name what it is called in the table
 * @param channel does the exchanges; stamps are taken as exact, whatever resolution it declares
 * @param trueDeviceNanos what the device's clock truly shows at a reading of the monotonic clock
 */
record Contender(String name, SyncChannel channel, LongUnaryOperator trueDeviceNanos) {

    static final int EXCHANGES = 8;

    /** Do eight exchanges back to back. */
    List<Exchange> burst(HostClock clock) throws DeviceException {
        List<Exchange> burst = new ArrayList<>(EXCHANGES);
        for (int i = 0; i < EXCHANGES; i++) {
            RawExchange raw = channel.exchange();
            burst.add(new RawExchange(raw.sendNanoTime(), raw.deviceNanos(), raw.receiveNanoTime(), 0, raw.first())
                    .onHost(clock));
        }
        return burst;
    }

    long trueOffsetNanos(HostClock clock) {
        long now = clock.nanoTime();
        return clock.toHostNanos(now) - trueDeviceNanos.applyAsLong(now);
    }
}
