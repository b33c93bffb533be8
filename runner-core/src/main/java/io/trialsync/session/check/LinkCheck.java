// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

import io.trialsync.clock.Durations;
import io.trialsync.session.LinkQuality;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How fast the device answers, and what slow answers mean. */
final class LinkCheck {

    private static final String SUBJECT = "round trip";

    private LinkCheck() {}

    static List<CheckResult> of(DeviceFacts facts, Optional<ClockReading> clock) {
        List<CheckResult> results = new ArrayList<>();
        if (!facts.sync().exchanges().isEmpty()) {
            results.addAll(judged(facts.sync()));
        }
        facts.sync()
                .problem()
                .ifPresent(problem -> results.add(
                        facts.sync().exchanges().isEmpty()
                                ? Finding.fail(SUBJECT, "no time stamp could be exchanged: " + problem, ADVICE)
                                : Finding.warn(SUBJECT, "some exchanges failed: " + problem, ADVICE)));
        return results;
    }

    private static final String ADVICE =
            "Keep the phone's screen on, bring it near the access point, and restart the Companion app";

    private static List<CheckResult> judged(DeviceFacts.Sync sync) {
        LinkQuality link = LinkQuality.of(sync.exchanges());
        String figures = "best " + Durations.format(link.bestNanos()) + ", typical "
                + Durations.format(link.medianNanos()) + ", 95 % within " + Durations.format(link.p95Nanos()) + " ("
                + link.exchanges() + " exchanges by " + sync.channel() + ")";
        if (link.findings().isEmpty()) {
            return List.of(Finding.ok(SUBJECT, figures));
        }
        List<CheckResult> results = new ArrayList<>();
        for (LinkQuality.Finding found : link.findings()) {
            String text = results.isEmpty() ? figures + ": " + found.seen() : found.seen();
            results.add(Finding.warn(SUBJECT, text, found.advice()));
        }
        return results;
    }
}
