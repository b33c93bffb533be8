// SPDX-License-Identifier: Apache-2.0
package io.trialsync.example;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Mean reaction times of the right answers, and the share of right answers, by set size and target. */
final class ResultsTable {

    private record Answer(int setSize, boolean targetPresent, boolean correct, long reactionTimeMillis) {}

    private final List<Answer> answers = new ArrayList<>();

    void add(int setSize, boolean targetPresent, boolean correct, long reactionTimeMillis) {
        answers.add(new Answer(setSize, targetPresent, correct, reactionTimeMillis));
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder("set size   target present    target absent    (right answers)");
        answers.stream()
                .map(Answer::setSize)
                .distinct()
                .sorted()
                .forEach(setSize -> table.append(String.format(
                        Locale.ROOT, "%n%8d   %14s    %13s", setSize, cell(setSize, true), cell(setSize, false))));
        return table.toString();
    }

    private String cell(int setSize, boolean targetPresent) {
        List<Answer> all = answers.stream()
                .filter(answer -> answer.setSize() == setSize && answer.targetPresent() == targetPresent)
                .toList();
        long right = all.stream().filter(Answer::correct).count();
        double mean = all.stream()
                .filter(Answer::correct)
                .mapToLong(Answer::reactionTimeMillis)
                .average()
                .orElse(Double.NaN);
        return String.format(Locale.ROOT, "%.0f ms (%d/%d)", mean, right, all.size());
    }
}
