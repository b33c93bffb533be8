// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.ntp;

import io.trialsync.clock.Bound;
import io.trialsync.device.RawExchange;
import java.util.Optional;

/**
 * A server's time with the host's stamps around it.
 *
 * <p>The server stamps twice: when the request comes and when the answer leaves. What it held the answer back is taken off the
 * round trip: with the receive stamp earlier by that time, its first stamp lies between send and receive, as in any exchange. The
 * holding time is by the server's clock, which may run fast, so a little less is taken off.
 *
 * @param server which server
 * @param sendNanoTime the host's monotonic clock just before the request left
 * @param receiveNanoTime the same just after the answer came, less the holding time
 * @param time what the server said
 */
record NtpAnswer(NtpServer server, long sendNanoTime, long receiveNanoTime, NtpReply.Time time) {

    /** RFC 5905's MAXDIST. */
    static final long LARGEST_ROOT_DISTANCE_NANOS = 1_500_000_000L;

    /** No clock that NTP disciplines runs faster or slower than 500 ppm: one part in 2000. */
    private static final long DRIFT_DIVISOR = 2_000;

    /** {@return the answer; nothing if the server's stamps contradict the host's} */
    static Optional<NtpAnswer> of(NtpServer server, long sendNanoTime, long receiveNanoTime, NtpReply.Time time) {
        long held = time.sentNanos() - time.receivedNanos();
        long surelyHeld = held - held / DRIFT_DIVISOR - time.resolutionNanos();
        long receive = receiveNanoTime - Math.max(0, surelyHeld);
        return held < 0 || receive < sendNanoTime
                ? Optional.empty()
                : Optional.of(new NtpAnswer(server, sendNanoTime, receive, time));
    }

    /** {@return the exchange with this server's own clock} */
    RawExchange exchange(boolean first) {
        return new RawExchange(sendNanoTime, time.receivedNanos(), receiveNanoTime, time.resolutionNanos(), first);
    }

    /** {@return what the monotonic clock may be ahead of the time that all good servers keep, as this one knows it} */
    Bound limits() {
        return new Bound(
                        sendNanoTime - time.receivedNanos() - time.resolutionNanos(),
                        receiveNanoTime - time.receivedNanos() + time.resolutionNanos())
                .grow(time.rootDistanceNanos());
    }
}
