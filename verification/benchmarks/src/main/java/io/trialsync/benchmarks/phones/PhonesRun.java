// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.phones;

import io.trialsync.benchmarks.accuracy.MarkdownTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Measures a session with many phones beside one with a single phone.
 *
 * @param phones how many phones the larger session has
 * @param trials how many trials each session has
 * @param bodyNanos how long the body of a trial takes, in nanoseconds
 * @param directory where the sessions are written
 */
public record PhonesRun(int phones, int trials, long bodyNanos, Path directory) {

    private static final int WARM_UP_TRIALS = 20;

    /**
     * What came out.
     *
     * @param table what was measured, in Markdown
     * @param missing what should have been there and is not, a line each; empty if all markers were answered
     */
    public record Outcome(String table, List<String> missing) {
        /** Copies the lines. */
        public Outcome {
            missing = List.copyOf(missing);
        }
    }

    /**
     * Run a short session that only warms up, one with one phone and one with all.
     *
     * @param progress takes a line for people now and then
     * @return what was measured
     * @throws IOException if a phone cannot be opened or the folder not be written
     * @throws InterruptedException if the thread was interrupted
     */
    public Outcome run(Consumer<String> progress) throws IOException, InterruptedException {
        progress.accept("warming up");
        new PhonesSession(2, WARM_UP_TRIALS, bodyNanos, directory.resolve("warm-up")).run(line -> {});
        PhonesFigures one = new PhonesSession(1, trials, bodyNanos, directory.resolve("one")).run(progress);
        PhonesFigures many = new PhonesSession(phones, trials, bodyNanos, directory.resolve("many")).run(progress);
        MarkdownTable table =
                new MarkdownTable(PhonesFigures.HEADER).row(one.cells()).row(many.cells());
        return new Outcome(
                table.text(),
                Stream.of(one, many)
                        .flatMap(figures -> figures.missing().stream())
                        .toList());
    }
}
