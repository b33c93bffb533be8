// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import io.trialsync.device.DeviceException;
import io.trialsync.device.StatusComponent.Phone;
import org.jspecify.annotations.Nullable;

/**
 * Holds that the phone at an address is the one that was opened there. Addresses go from phone to phone: what is meant for one
 * participant's phone must not reach another's. Thread-safe.
 */
final class PhoneGuard {

    private final HostAndPort place;
    private final String expectedId;
    private volatile @Nullable String otherId;

    PhoneGuard(HostAndPort place, String expectedId) {
        this.place = place;
        this.expectedId = expectedId;
    }

    /**
     * Look at who answers.
     *
     * @throws DeviceException if it is another phone, which from now on gets no request but for its status
     */
    void check(Phone answering) throws DeviceException {
        otherId = answering.deviceId().equals(expectedId) ? null : answering.deviceId();
        requireExpected();
    }

    /** @throws DeviceException if the phone that was seen last is another one */
    void requireExpected() throws DeviceException {
        String other = otherId;
        if (other != null) {
            throw new OtherPhoneException("at " + place + " there is another phone now: its id is [" + other
                    + "], but the session was opened with [" + expectedId
                    + "]; it is not used. Give each phone an address of its own, and connect the right one again");
        }
    }

    /** Another phone than the one that was opened has answered. */
    static final class OtherPhoneException extends DeviceException {
        private static final long serialVersionUID = 1L;

        OtherPhoneException(String message) {
            super(message);
        }
    }
}
