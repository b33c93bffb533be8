// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

import io.trialsync.benchmarks.accuracy.HeardSession.Gap;
import io.trialsync.benchmarks.accuracy.HeardSession.Placed;
import java.util.List;
import java.util.function.Function;

/** The tables about a live stream as witness. Times are in microseconds unless they say otherwise. */
record WitnessTables(List<ScenarioResult> results) {

    String text() {
        String steps = steps();
        return AccuracyText.WITNESS + shapes() + (steps.isEmpty() ? "" : AccuracyText.PLACED + steps);
    }

    private String shapes() {
        MarkdownTable table = new MarkdownTable(List.of(
                "scenario",
                "95 % without",
                "95 % with",
                "worst without",
                "worst with",
                "within limits, %",
                "within uncertainty, %",
                "mean limits without, width",
                "mean limits with, width",
                "mean uncertainty with, ±",
                "shape used, sessions"));
        for (ScenarioResult result : results) {
            List<HeardSession> heard = result.heard();
            Answers with =
                    Answers.together(heard.stream().map(HeardSession::heard).toList());
            table.row(List.of(
                    result.scenario().id(),
                    Figures.micros(result.p95()),
                    Figures.micros(with.errors().p95()),
                    Figures.micros(result.wall().errors().worst()),
                    Figures.micros(with.errors().worst()),
                    Figures.percent(with.limitsPercent()),
                    Figures.percent(with.uncertaintyPercent()),
                    Figures.micros(result.wall().meanLimitsMicros()),
                    Figures.micros(with.meanLimitsMicros()),
                    Figures.micros(with.meanUncertaintyMicros()),
                    heard.stream().filter(HeardSession::shaped).count() + " of " + heard.size()));
        }
        return table.text();
    }

    /** {@return the table about steps; empty if no scenario has any} */
    private String steps() {
        MarkdownTable table = new MarkdownTable(List.of(
                "scenario",
                "gap without, s",
                "gap with, s",
                "converted without, %",
                "converted with, %",
                "95 % with",
                "worst with",
                "within limits with, %"));
        boolean any = false;
        for (ScenarioResult result : results) {
            List<Placed> placed = result.heard().stream()
                    .flatMap(heard -> heard.steps().stream())
                    .toList();
            if (!placed.isEmpty()) {
                any = true;
                table.row(steps(result.scenario().id(), placed));
            }
        }
        return any ? table.text() : "";
    }

    private static List<String> steps(String id, List<Placed> placed) {
        Answers without = together(placed, Placed::without);
        Answers with = together(placed, Placed::with);
        return List.of(
                id,
                Figures.micros(gap(placed, Placed::without)),
                Figures.micros(gap(placed, Placed::with)),
                Figures.percent(without.answeredPercent()),
                Figures.percent(with.answeredPercent()),
                Figures.micros(with.errors().p95()),
                Figures.micros(with.errors().worst()),
                Figures.percent(with.limitsPercent()));
    }

    private static Answers together(List<Placed> placed, Function<Placed, Gap> which) {
        return Answers.together(placed.stream().map(which).map(Gap::answers).toList());
    }

    /** The mean of the gaps that were seen. */
    private static double gap(List<Placed> placed, Function<Placed, Gap> which) {
        return placed.stream()
                .map(which)
                .mapToDouble(Gap::gapSeconds)
                .filter(seconds -> seconds > 0)
                .average()
                .orElse(Double.NaN);
    }
}
