// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import io.trialsync.device.StatusComponent.Phone;
import java.util.List;
import java.util.regex.Pattern;

/** Notices that a phone says it has another address than the one it is reached by. */
final class AddressNotice {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private AddressNotice() {}

    /** One sentence, or none: only a numeric address can be compared, and a loopback one is a tunnel or a simulated phone. */
    static List<String> of(HostAndPort place, Phone phone) {
        String reported = phone.ip().orElse("");
        boolean comparable = IPV4.matcher(place.host()).matches()
                && IPV4.matcher(reported).matches()
                && !place.host().startsWith("127.");
        return !comparable || reported.equals(place.host())
                ? List.of()
                : List.of("the phone is used at " + place.host() + " but says that its address is " + reported
                        + ": it may have two networks (Wi-Fi and Ethernet), or a router in between; the direct way has"
                        + " the shorter and steadier delays");
    }
}
