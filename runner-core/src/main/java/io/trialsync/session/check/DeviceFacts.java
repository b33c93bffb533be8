// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

import io.trialsync.clock.Arrival;
import io.trialsync.clock.Exchange;
import io.trialsync.clock.KnownDrift;
import io.trialsync.clock.StampRule;
import io.trialsync.device.DeviceIdentity;
import io.trialsync.device.DeviceStatus;
import java.util.List;
import java.util.Optional;

/**
 * What some seconds with a device showed. Immutable.
 *
 * @param identity who it is
 * @param simulated whether it is simulated
 * @param phone whether it is something that records, unlike an NTP server
 * @param notices what was odd about it or the way to it when it was opened
 * @param status its state in its own words
 * @param statusProblem why its state is not known; empty if it is
 * @param recording the recording that runs
 * @param sync the exchanges with it
 * @param stream what came of its live samples
 * @param drift what is known of its drift from its last session
 */
public record DeviceFacts(
        DeviceIdentity identity,
        boolean simulated,
        boolean phone,
        List<String> notices,
        DeviceStatus status,
        Optional<String> statusProblem,
        Optional<String> recording,
        Sync sync,
        Stream stream,
        Optional<KnownDrift> drift) {

    /** Copies the lists. */
    public DeviceFacts {
        notices = List.copyOf(notices);
    }

    /**
     * Exchanges with a device.
     *
     * @param channel how they were made, such as {@code time-echo}
     * @param stampRule how the device forms its stamps
     * @param exchanges all of them, in the order of sending
     * @param problem why there are no more; empty if nothing went wrong
     */
    public record Sync(String channel, StampRule stampRule, List<Exchange> exchanges, Optional<String> problem) {
        /** Copies the list. */
        public Sync {
            exchanges = List.copyOf(exchanges);
        }
    }

    /**
     * Live samples of a device.
     *
     * @param offered whether it offers any
     * @param arrivals when samples arrived, in the order of arrival
     * @param problem what was wrong with them; empty if nothing was
     */
    public record Stream(boolean offered, List<Arrival> arrivals, Optional<String> problem) {
        /** Copies the list. */
        public Stream {
            arrivals = List.copyOf(arrivals);
        }

        static Stream none() {
            return new Stream(false, List.of(), Optional.empty());
        }
    }
}
