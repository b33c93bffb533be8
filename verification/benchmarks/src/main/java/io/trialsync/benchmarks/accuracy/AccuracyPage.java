// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The page about one run.
 *
 * @param live what live clocks reached in some of the scenarios
 * @param policies the table of policies; empty if they were not measured
 */
record AccuracyPage(AccuracyRun run, List<ScenarioResult> results, List<LiveResult> live, String policies) {

    private static final int SEEDS_OF_A_RESULT = 20;

    String text() {
        ResultTables tables = ResultTables.asymmetricFirst(results);
        StringBuilder page = new StringBuilder(head());
        List<ScenarioResult> asymmetric =
                results.stream().filter(ResultTables::isAsymmetric).toList();
        if (!asymmetric.isEmpty()) {
            page.append(AccuracyText.ASYMMETRIC).append(new ResultTables(asymmetric).ours());
        }
        page.append(AccuracyText.GOALS).append(new Goals(new Summary(results)).text());
        page.append(AccuracyText.OURS).append(tables.ours());
        List<ScenarioResult> stepping =
                results.stream().filter(r -> r.scenario().clock().steps()).toList();
        if (!stepping.isEmpty()) {
            page.append(AccuracyText.SENSOR).append(new ResultTables(stepping).sensor());
        }
        page.append(new WitnessTables(tables.results()).text());
        if (!live.isEmpty()) {
            page.append(new LiveSection(live).text());
        }
        page.append(AccuracyText.PEERS).append(tables.peers());
        page.append(AccuracyText.SCHEDULES).append(tables.schedules());
        if (!policies.isEmpty()) {
            page.append(AccuracyText.POLICIES).append(policies);
        }
        page.append(AccuracyText.MODELS).append(tables.scenarios());
        page.append(AccuracyText.STUDY).append(agreement()).append(tables.peersAgainstStudy());
        return page.toString();
    }

    private String head() {
        String warning = run.seeds().size() < SEEDS_OF_A_RESULT
                ? "\n**A look, not a result: fewer than " + SEEDS_OF_A_RESULT + " seeds.**\n"
                : "";
        return String.format(
                AccuracyText.HEAD, run.estimator().name(), run.seeds().size(), seeds(), run.date(), machine(), warning);
    }

    private String seeds() {
        List<Long> seeds = run.seeds();
        long first = seeds.get(0);
        long last = seeds.get(seeds.size() - 1);
        return last - first == seeds.size() - 1
                ? first + " to " + last
                : seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String machine() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.availableProcessors() + " cores, " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ", " + System.getProperty("java.vm.name") + " "
                + System.getProperty("java.version") + ", heap up to " + (runtime.maxMemory() >> 20) + " MiB";
    }

    /** One sentence about how many of the peers' figures lie near those of the study. */
    private String agreement() {
        List<Double> ratios = results.stream()
                .flatMap(r -> r.peerP95().keySet().stream().map(r::againstStudy))
                .toList();
        long near =
                ratios.stream().filter(ratio -> ratio >= 0.7 && ratio <= 1.3).count();
        return near + " of " + ratios.size() + " lie within 30 % of the study's.\n\n";
    }
}
