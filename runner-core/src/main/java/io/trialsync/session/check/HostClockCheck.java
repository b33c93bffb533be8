// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

import io.trialsync.clock.Durations;
import java.util.List;
import java.util.Optional;

/** This computer's clock against NTP servers. Alignment does not need it right; finding recordings by the time of day does. */
final class HostClockCheck {

    private static final String SUBJECT = "this clock";
    private static final long FAR_NANOS = 100_000_000L;

    private HostClockCheck() {}

    static List<CheckResult> of(Optional<DeviceReport> ntp) {
        if (ntp.isEmpty()) {
            return List.of(new Unchecked(SUBJECT, "no NTP server is given; --ntp HOST compares this computer's clock"));
        }
        DeviceReport servers = ntp.get();
        if (servers.clock().isEmpty()) {
            return List.of(Finding.warn(
                    SUBJECT,
                    servers.results().stream()
                            .filter(Finding.class::isInstance)
                            .map(Finding.class::cast)
                            .filter(finding -> finding.level() == Level.FAIL)
                            .map(finding -> "NTP: " + finding.text())
                            .findFirst()
                            .orElse("the NTP server answered too seldom"),
                    "Look whether the server is right and UDP port 123 is open"));
        }
        ClockReading clock = servers.clock().get();
        // the offset is host − server: positive if the host is ahead
        String text = "this computer is " + Durations.format(Math.abs(clock.offsetNanos()))
                + (clock.offsetNanos() < 0 ? " behind " : " ahead of ") + place(servers) + " (± "
                + Durations.format(clock.uncertaintyNanos()) + ")";
        return List.of(
                Math.abs(clock.offsetNanos()) <= FAR_NANOS
                        ? Finding.ok(SUBJECT, text)
                        : Finding.warn(
                                SUBJECT, text, "Set this computer's clock before the session (doc/setting-clocks.md)"));
    }

    private static String place(DeviceReport servers) {
        return servers.address().place();
    }
}
