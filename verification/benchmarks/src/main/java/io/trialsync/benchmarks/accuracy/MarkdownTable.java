// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A table in Markdown: the first column to the left, all others to the right. */
public final class MarkdownTable {

    private final List<List<String>> rows = new ArrayList<>();

    public MarkdownTable(List<String> header) {
        rows.add(List.copyOf(header));
    }

    public MarkdownTable row(List<String> cells) {
        rows.add(List.copyOf(cells));
        return this;
    }

    public String text() {
        List<String> lines =
                new ArrayList<>(rows.stream().map(MarkdownTable::line).toList());
        List<String> rule = new ArrayList<>(Collections.nCopies(rows.get(0).size(), "---:"));
        rule.set(0, "---");
        lines.add(1, line(rule));
        return String.join("\n", lines) + "\n";
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }
}
