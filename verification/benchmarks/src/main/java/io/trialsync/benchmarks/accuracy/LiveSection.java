// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The part of the page about what is known while a session goes on. */
record LiveSection(List<LiveResult> results) {

    private static final double ASKED = 2.5;

    String text() {
        MarkdownTable table = new MarkdownTable(List.of(
                "scenario",
                "median",
                "95 %",
                "worst",
                "÷ study",
                "met",
                "within limits, %",
                "within uncertainty, %",
                "mean uncertainty, ±",
                "monotone, 95 %",
                "ran backwards",
                "resets",
                "warm, 95 %",
                "warm ÷ study",
                "lslHold, 95 %",
                "pupil1med, 95 %"));
        results.forEach(result -> table.row(row(result)));
        return String.format(AccuracyText.LIVE, ASKED + " at most", largest()) + table.text();
    }

    private String largest() {
        return results.stream()
                .max(Comparator.comparingDouble(LiveResult::againstStudy))
                .map(result -> result.scenario().id() + ", " + Figures.times(result.againstStudy()))
                .orElse("–");
    }

    private static List<String> row(LiveResult result) {
        LiveAnswers cold = result.cold();
        Answers fit = cold.fit();
        List<String> cells = new ArrayList<>(List.of(
                result.scenario().id(),
                Figures.micros(fit.errors().median()),
                Figures.micros(fit.errors().p95()),
                Figures.micros(fit.errors().worst()),
                Figures.times(result.againstStudy()),
                result.againstStudy() <= ASKED ? "yes" : "**no**",
                Figures.percent(Math.min(fit.limitsPercent(), cold.monotone().limitsPercent())),
                Figures.percent(fit.uncertaintyPercent()),
                Figures.micros(fit.meanUncertaintyMicros()),
                Figures.micros(cold.monotone().errors().p95()),
                Long.toString(cold.backwards()),
                Long.toString(cold.resets()),
                Figures.micros(result.warm().fit().errors().p95()),
                Figures.times(
                        result.warm().fit().errors().p95() / result.study().p95Micros())));
        cold.peers().values().forEach(peer -> cells.add(Figures.micros(peer.p95())));
        return cells;
    }
}
