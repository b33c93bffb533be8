// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance.reliability;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the page of what was seen. */
final class ReliabilityPage {

    private ReliabilityPage() {}

    static String of(List<Outcome> outcomes) {
        StringBuilder page = new StringBuilder("""
                # When something goes wrong

                This page was written by `ReliabilityTests`, which run in every build: sessions of five trials with a simulated phone on real sockets (offset 840 ms, drift 25 ppm,
                1 to 3 ms each way), in each of which one thing goes wrong, before, during or after the third trial or when the session ends. In each of them the tests make sure that

                * all five trials are completed and in `trials.csv`, and no fault of the phone reaches the experiment;
                * all 20 markers are in the journal and in `markers.csv`, and those that the phone has stored are between those that were answered and those that may be in its recording;
                * each exchange and marker lies within its limits, by the phone's own knowledge of the truth;
                * the session ends in order and aligns.

                Nothing has met a real phone yet. Numbers of faults and states are of the run that wrote the page and differ a little from run to run.

                To write it anew: `mvn -pl verification/acceptance-tests -am -Dtest=ReliabilityTests -Dsurefire.failIfNoSpecifiedTests=false -Dtrialsync.write-reliability=doc/reliability.md verify`.
                Sessions that are killed are in `KilledSessionsTests`: 50 in every build, and more by `-Dtest=KilledSessionsTests -Dtrialsync.kills=500`.

                """);
        for (Mishap mishap : Mishap.values()) {
            page.append("## ").append(capital(mishap.words())).append("\n\n");
            page.append(
                    "| when | faults in the journal | markers of 20 | what the user is told |\n| --- | --- | --- | --- |\n");
            outcomes.stream()
                    .filter(outcome -> outcome.mishap() == mishap)
                    .forEach(outcome -> page.append(row(outcome)));
            page.append('\n');
        }
        return page.toString();
    }

    private static String row(Outcome outcome) {
        return "| " + outcome.moment().words() + " | " + list(outcome.faults()) + " | " + list(outcome.states()) + " | "
                + (outcome.said().isEmpty()
                        ? "nothing; what was asked again was answered"
                        : String.join("<br>", outcome.said()))
                + " |\n";
    }

    private static String list(Map<String, Long> counts) {
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(count -> count.getValue() + " " + count.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
