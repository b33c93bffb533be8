// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.device.DeviceException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A host whose monotonic clock stands still but for waits, and a phone on it. */
final class VirtualHost {

    static final long UNIX_SECOND = 1_760_676_788L;

    final AtomicLong nanoTime = new AtomicLong(5_000_000_000L);
    final List<Received> received = new CopyOnWriteArrayList<>();

    SimulatedCompanion start(String address) throws DeviceException {
        return SimulatedCompanion.with(CompanionSpec.parse(address))
                .hostClocks(nanoTime::get, () -> Instant.ofEpochSecond(UNIX_SECOND))
                .waiter(deadline -> nanoTime.accumulateAndGet(deadline, Math::max))
                .listener(received::add)
                .start();
    }

    void pass(long nanos) {
        nanoTime.addAndGet(nanos);
    }
}
