// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.function.LongFunction;

/**
 * Puts the delays of a link around what a device does: one before it happens, one between it and the reply; besides, what its sleeping
 * radio takes, and the times without a network. Thread-safe.
 */
final class DelayedCalls {

    private final PhoneClock clock;
    private final DelaySource delays;
    private final PowerSave radio;
    private final PhoneNetwork network;
    private final Waiter waiter;

    DelayedCalls(PhoneClock clock, DelaySource delays, PowerSave radio, PhoneNetwork network, Waiter waiter) {
        this.clock = clock;
        this.delays = delays;
        this.radio = radio;
        this.network = network;
        this.waiter = waiter;
    }

    /**
     * {@return what the device answers, as late as the link makes it}
     *
     * @param call what the device does at the instant that it is given
     */
    <T> T answer(LongFunction<T> call) {
        network.awaitWhileSilent();
        long arrival = clock.now();
        LinkDelays.Pair pair = delays.next(clock.positionNanos(arrival));
        waiter.waitUntil(arrival + pair.forwardNanos() + radio.wakeNanos(arrival));
        long instant = clock.now();
        T answer = call.apply(instant);
        waiter.waitUntil(instant + pair.backwardNanos());
        network.awaitWhileSilent();
        return answer;
    }
}
