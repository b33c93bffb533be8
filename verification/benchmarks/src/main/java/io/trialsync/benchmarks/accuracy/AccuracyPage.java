// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

/** stub */
record AccuracyPage(AccuracyRun run, Summary summary) {
    String text() {
        StringBuilder text = new StringBuilder();
        for (ScenarioResult r : summary.results()) {
            text.append(r.scenario().id());
            for (String e : r.peerP95().keySet()) {
                text.append(String.format("  %s %s=%.2f", e, Figures.micros(r.p95(e)), r.againstStudy(e)));
            }
            text.append("\n");
        }
        return text.toString();
    }
}
