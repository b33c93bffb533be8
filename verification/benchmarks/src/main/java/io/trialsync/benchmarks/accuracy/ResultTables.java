// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

import io.trialsync.benchmarks.scenario.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of the page. Times are in microseconds. */
record ResultTables(List<ScenarioResult> results) {

    /** {@return results with those of asymmetric links first} */
    static ResultTables asymmetricFirst(List<ScenarioResult> results) {
        return new ResultTables(results.stream()
                .sorted(Comparator.comparing(result -> !isAsymmetric(result)))
                .toList());
    }

    static boolean isAsymmetric(ScenarioResult result) {
        return result.scenario().link().asymmetric();
    }

    String scenarios() {
        MarkdownTable table = new MarkdownTable(List.of("scenario", "link", "device clock", "exchanges", "stamps"));
        for (ScenarioResult result : results) {
            Scenario scenario = result.scenario();
            table.row(List.of(
                    scenario.id(),
                    scenario.link().label(),
                    scenario.clock().label(),
                    scenario.schedule().label(),
                    (scenario.resolutionNanos() < 1_000_000 ? "1 µs" : "1 ms")
                            + (scenario.dithered() ? ", dithered" : "")));
        }
        return table.text();
    }

    String ours() {
        MarkdownTable table = new MarkdownTable(List.of(
                "scenario",
                "median",
                "95 %",
                "worst",
                "within limits, %",
                "within uncertainty, %",
                "mean limits, width",
                "mean uncertainty, ±",
                "converted, %",
                "best peer, 95 %",
                "best peer ÷ ours",
                "ours ÷ study"));
        results.forEach(result ->
                table.row(Stream.of(Stream.of(result.scenario().id()), accuracy(result.wall()), comparison(result))
                        .flatMap(cells -> cells)
                        .toList()));
        return table.text();
    }

    String sensor() {
        MarkdownTable table = new MarkdownTable(List.of(
                "scenario",
                "median",
                "95 %",
                "worst",
                "within limits, %",
                "within uncertainty, %",
                "mean limits, width",
                "mean uncertainty, ±",
                "converted, %"));
        results.forEach(
                result -> table.row(Stream.concat(Stream.of(result.scenario().id()), accuracy(result.sensor()))
                        .toList()));
        return table.text();
    }

    private static Stream<String> accuracy(Answers answers) {
        return Stream.of(
                Figures.micros(answers.errors().median()),
                Figures.micros(answers.errors().p95()),
                Figures.micros(answers.errors().worst()),
                Figures.percent(answers.limitsPercent()),
                Figures.percent(answers.uncertaintyPercent()),
                Figures.micros(answers.meanLimitsMicros()),
                Figures.micros(answers.meanUncertaintyMicros()),
                Figures.percent(answers.answeredPercent()));
    }

    private static Stream<String> comparison(ScenarioResult result) {
        String best = result.bestPeer();
        return Stream.of(
                best + " " + Figures.micros(result.p95(best)),
                Figures.times(result.timesBetterThanBest()),
                Figures.times(result.againstStudy()));
    }

    String peers() {
        List<String> names = List.copyOf(results.get(0).peerP95().keySet());
        MarkdownTable table = new MarkdownTable(header("scenario", names, List.of("ours")));
        for (ScenarioResult result : results) {
            List<String> cells =
                    names.stream().map(name -> Figures.micros(result.p95(name))).toList();
            table.row(header(result.scenario().id(), cells, List.of(Figures.micros(result.p95()))));
        }
        return table.text();
    }

    /** {@return how the peers' errors here compare with those of the study} */
    String peersAgainstStudy() {
        List<String> names = List.copyOf(results.get(0).peerP95().keySet());
        MarkdownTable table = new MarkdownTable(header("scenario", names, List.of()));
        for (ScenarioResult result : results) {
            List<String> cells = names.stream()
                    .map(name -> Figures.times(result.againstStudy(name)))
                    .toList();
            table.row(header(result.scenario().id(), cells, List.of()));
        }
        return table.text();
    }

    private static List<String> header(String first, List<String> middle, List<String> last) {
        List<String> cells = new ArrayList<>(List.of(first));
        cells.addAll(middle);
        cells.addAll(last);
        return cells;
    }

    /** {@return what a schedule buys: scenarios that differ in nothing but the schedule, side by side} */
    String schedules() {
        Map<String, List<ScenarioResult>> alike = results.stream()
                .collect(Collectors.groupingBy(ResultTables::allButSchedule, LinkedHashMap::new, Collectors.toList()));
        MarkdownTable table =
                new MarkdownTable(List.of("link and clock", "scenario", "schedule", "exchanges", "95 %", "worst"));
        alike.forEach((label, group) -> {
            if (group.size() > 1) {
                group.forEach(result -> table.row(schedule(label, result)));
            }
        });
        return table.text();
    }

    private static String allButSchedule(ScenarioResult result) {
        return result.scenario().link().label() + ", "
                + result.scenario().clock().label()
                + (result.scenario().resolutionNanos() < 1_000_000 ? "" : ", stamps of 1 ms");
    }

    private static List<String> schedule(String label, ScenarioResult result) {
        Scenario scenario = result.scenario();
        return List.of(
                label,
                scenario.id(),
                scenario.schedule().label() + (scenario.dithered() ? ", dithered" : ""),
                Long.toString(result.exchanges()),
                Figures.micros(result.p95()),
                Figures.micros(result.wall().errors().worst()));
    }
}
