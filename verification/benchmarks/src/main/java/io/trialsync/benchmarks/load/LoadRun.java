// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.load;

import io.trialsync.benchmarks.accuracy.MarkdownTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Puts a session with many phones under load, after one with a single phone.
 *
 * @param phones how many phones the larger session has
 * @param forNanos how long its trials take, in nanoseconds
 * @param aloneNanos how long those of the session with one phone take, in nanoseconds
 * @param markersPerSecond how many markers are sent to each phone in a second
 * @param directory where the sessions are written
 */
public record LoadRun(int phones, long forNanos, long aloneNanos, int markersPerSecond, Path directory) {

    private static final long WARM_UP_NANOS = 3_000_000_000L;

    /**
     * What came out.
     *
     * @param table what was measured, in Markdown
     * @param missing what should have been and is not, a line each
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
     * @param progress takes a line for people at least every ten seconds
     * @return what was measured
     * @throws IOException if a phone cannot be opened or the folder not be written
     * @throws InterruptedException if the thread was interrupted
     */
    public Outcome run(Consumer<String> progress) throws IOException, InterruptedException {
        progress.accept("warming up");
        new LoadSession(2, WARM_UP_NANOS, markersPerSecond, directory.resolve("warm-up")).run(line -> {});
        LoadFigures one = new LoadSession(1, aloneNanos, markersPerSecond, directory.resolve("one")).run(progress);
        LoadFigures many = new LoadSession(phones, forNanos, markersPerSecond, directory.resolve("many")).run(progress);
        List<String> missing = new ArrayList<>(one.missing());
        missing.addAll(many.missing());
        many.grown().ifPresent(missing::add);
        MarkdownTable table =
                new MarkdownTable(LoadFigures.HEADER).row(one.cells()).row(many.cells());
        return new Outcome(table.text(), missing);
    }
}
