// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What was aimed at, what came out, and whether that is enough. */
record Goals(Summary all) {

    private static final Set<String> FEW_AND_CONGESTED = Set.of("G3", "G4");

    String text() {
        MarkdownTable table = new MarkdownTable(List.of("goal", "asked", "found", "met"));
        table.row(atLeast(
                "better than the best peer at 95 %, % of scenarios",
                90, all.percent(r -> r.timesBetterThanBest() > 1)));
        table.row(means("geometric mean, best peer of each scenario ÷ ours", 2.5, ScenarioResult::timesBetterThanBest));
        table.row(means("geometric mean, pupilMedInt ÷ ours", 15, r -> r.timesBetterThan("pupilMedInt")));
        table.row(means("geometric mean, tobii4int ÷ ours", 15, r -> r.timesBetterThan("tobii4int")));
        table.row(againstStudy("ours ÷ study, largest but for G3 and G4", 1.3, false));
        table.row(againstStudy("ours ÷ study, larger of G3 and G4", 2, true));
        table.row(atLeast(
                "wall clock within limits, % of queries, lowest",
                100, least(r -> r.wall().limitsPercent())));
        table.row(atLeast(
                "wall clock within uncertainty, % of queries, lowest",
                95, least(r -> r.wall().uncertaintyPercent())));
        table.row(atLeast(
                "sensor clock within limits, % of queries, lowest",
                100, least(r -> r.sensor().limitsPercent())));
        table.row(atLeast(
                "sensor clock within uncertainty, % of queries, lowest",
                95, least(r -> r.sensor().uncertaintyPercent())));
        table.row(widerThanLimits());
        return table.text();
    }

    private double least(ToDoubleFunction<ScenarioResult> percent) {
        return all.results().stream().mapToDouble(percent).min().orElse(Double.NaN);
    }

    private List<String> means(String goal, double asked, ToDoubleFunction<ScenarioResult> ratio) {
        double found = all.geometricMean(ratio);
        return List.of(goal, "≥ " + asked, Figures.times(found), met(found >= asked));
    }

    private static List<String> atLeast(String goal, double asked, double found) {
        return List.of(goal, "≥ " + asked, Figures.percent(found), met(found >= asked));
    }

    private List<String> againstStudy(String goal, double asked, boolean few) {
        Summary part =
                all.where(r -> few == FEW_AND_CONGESTED.contains(r.scenario().id()));
        double found = part.results().stream()
                .mapToDouble(ScenarioResult::againstStudy)
                .max()
                .orElse(Double.NaN);
        String beyond = part.where(r -> r.againstStudy() > asked).results().stream()
                .map(r -> r.scenario().id())
                .collect(Collectors.joining(", ", " (", ")"));
        return List.of(
                goal,
                "≤ " + asked,
                Figures.times(found) + (beyond.length() > 3 ? beyond : ""),
                part.isEmpty() ? "–" : met(found <= asked));
    }

    private List<String> widerThanLimits() {
        int wider = all.results().stream()
                .mapToInt(r -> r.wall().widerThanLimits() + r.sensor().widerThanLimits())
                .sum();
        return List.of(
                "uncertainties that reach beyond the farther limit", "0", Integer.toString(wider), met(wider == 0));
    }

    private static String met(boolean met) {
        return met ? "yes" : "**no**";
    }
}
