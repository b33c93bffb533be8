// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

import io.trialsync.clock.SensorCheck;
import io.trialsync.clock.SensorVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether what stamps gaze agrees with what stamps events, by when live samples arrive. */
final class SensorClockCheck {

    private static final String SUBJECT = "sensor clock";

    private SensorClockCheck() {}

    static List<CheckResult> of(DeviceFacts facts, Optional<ClockReading> clock) {
        DeviceFacts.Stream stream = facts.stream();
        List<CheckResult> results = new ArrayList<>();
        results.add(verdict(stream, clock));
        if (stream.offered()) {
            stream.problem()
                    .ifPresent(problem -> results.add(Finding.warn(
                            "live stream",
                            problem,
                            "Let no firewall block UDP from the phone, and end other programs that show its stream")));
        }
        return results;
    }

    private static CheckResult verdict(DeviceFacts.Stream stream, Optional<ClockReading> clock) {
        if (!stream.offered()) {
            return new Unchecked(SUBJECT, "the device offers no live stream of gaze to check it by");
        }
        if (clock.isEmpty() || stream.arrivals().isEmpty()) {
            return new Unchecked(
                    SUBJECT,
                    clock.isEmpty() ? "its wall clock is not known" : "no live sample arrived during this check");
        }
        return said(SensorCheck.of(clock.get().model().withStepsRemoved(), stream.arrivals()));
    }

    private static CheckResult said(SensorVerdict verdict) {
        if (verdict instanceof SensorVerdict.Unchecked) {
            return new Unchecked(SUBJECT, verdict.sentence());
        }
        return verdict instanceof SensorVerdict.Contradicted
                ? Finding.fail(
                        SUBJECT,
                        verdict.sentence(),
                        "Gaze would be stamped in another time than events: restart the Companion app, unplug the glasses and"
                                + " plug them in again, and check again (doc/setting-clocks.md)")
                : Finding.ok(SUBJECT, verdict.sentence());
    }
}
