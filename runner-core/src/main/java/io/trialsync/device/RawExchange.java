// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device;

import io.trialsync.clock.Exchange;
import io.trialsync.clock.HostClock;

/**
 * An exchange as it was taken, with the host's raw monotonic clock.
 *
 * @param sendNanoTime the monotonic clock just before the request left, in nanoseconds of arbitrary origin
 * @param deviceNanos the device's stamp, in nanoseconds of its clock
 * @param receiveNanoTime the monotonic clock just after the reply's first byte arrived
 * @param resolutionNanos the resolution of the stamp, in nanoseconds
 * @param first whether it was the first on a fresh connection or after idling
 */
public record RawExchange(
        long sendNanoTime, long deviceNanos, long receiveNanoTime, long resolutionNanos, boolean first) {

    /**
     * {@return the exchange on the host's timeline}
     *
     * @param hostClock the clock whose monotonic source gave the stamps
     */
    public Exchange onHost(HostClock hostClock) {
        return new Exchange(
                hostClock.toHostNanos(sendNanoTime),
                deviceNanos,
                hostClock.toHostNanos(receiveNanoTime),
                resolutionNanos,
                first);
    }
}
