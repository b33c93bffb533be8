// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.trials;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Measures trials in child JVMs and makes a table of the figures. */
public final class TrialsRun {

    private static final int TRIALS_OF_FIRST = 20;
    private static final long LONGEST_MINUTES = 10;

    private final int trials;
    private final int rounds;
    private final int machines;
    private final Path directory;
    private final Consumer<String> progress;

    /**
     * Prepare a measurement.
     *
     * @param trials how many trials of each run, at least 20
     * @param rounds how many of those runs are counted for the cost of a trial; half as many come before
     * @param machines how many fresh JVMs for the figure of the first trial
     * @param directory an existing folder for sessions and logs
     * @param progress takes a line for people
     */
    public TrialsRun(int trials, int rounds, int machines, Path directory, Consumer<String> progress) {
        this.trials = trials;
        this.rounds = rounds;
        this.machines = machines;
        this.directory = directory;
        this.progress = progress;
    }

    /**
     * {@return the table, with what is asked}
     *
     * @throws IOException if a child fails, or takes more than ten minutes
     * @throws InterruptedException if the thread is interrupted
     */
    public String text() throws IOException, InterruptedException {
        long[] firsts = new long[machines];
        long[] bareFirsts = new long[machines];
        for (int i = 0; i < machines; i++) {
            progress.accept("first trials, JVM " + (i + 1) + " of " + machines);
            firsts[i] = figure(child("first", TRIALS_OF_FIRST, i), "first");
            bareFirsts[i] = figure(child("first-bare", TRIALS_OF_FIRST, i), "first");
        }
        progress.accept(rounds + " rounds of " + trials + " trials each and half as many before them, then markers");
        Properties warm = child("warm", trials, 0);
        StringBuilder table = new StringBuilder();
        table.append("| figure | TrialSync [µs] | beside it [µs] | what is beside it | asked [µs] |\n")
                .append("| --- | ---: | ---: | --- | ---: |\n");
        String interceptor = "interceptor that only stamps";
        row(
                table,
                "stamp to body, first trial of a JVM (median of " + machines + ")",
                ChildRun.percentile(firsts, 50),
                ChildRun.percentile(bareFirsts, 50),
                interceptor,
                "50");
        row(
                table,
                "stamp to body, first trial of a JVM (largest)",
                ChildRun.percentile(firsts, 100),
                ChildRun.percentile(bareFirsts, 100),
                interceptor,
                "");
        row(
                table,
                "stamp to body, warm, p50",
                figure(warm, "warm.p50"),
                figure(warm, "warm.bare.p50"),
                interceptor,
                "1");
        row(
                table,
                "stamp to body, warm, p99",
                figure(warm, "warm.p99"),
                figure(warm, "warm.bare.p99"),
                interceptor,
                "5");
        row(
                table,
                "body to next body, p50",
                figure(warm, "experiment"),
                figure(warm, "bare"),
                "the same test, no experiment",
                "");
        String bare = "body to next body, no experiment";
        row(table, "cost of a trial, p50 of pairs", figure(warm, "cost"), figure(warm, "bare"), bare, "50");
        row(table, "cost of a trial, least of pairs", figure(warm, "cost.least"), figure(warm, "bare"), bare, "");
        row(table, "cost of a trial, most of pairs", figure(warm, "cost.most"), figure(warm, "bare"), bare, "");
        row(
                table,
                "cost of a trial, first " + trials + " of a JVM after as many bare ones, p50",
                figure(warm, "cost.first"),
                figure(warm, "bare.first"),
                bare,
                "");
        for (String percent : List.of("p50", "p99")) {
            row(
                    table,
                    "stamp to body, warm, `journal.sync=trial`, " + percent,
                    figure(warm, "body.trial." + percent),
                    figure(warm, "body.interval." + percent),
                    "`journal.sync=interval`",
                    percent.equals("p50") ? "1" : "5");
        }
        for (String sync : List.of("trial", "always")) {
            for (String percent : List.of("p50", "p99")) {
                row(
                        table,
                        "body to next body, `journal.sync=" + sync + "`, " + percent,
                        figure(warm, "sync." + sync + "." + percent),
                        figure(warm, "sync.interval." + percent),
                        "`journal.sync=interval`",
                        "");
            }
        }
        row(
                table,
                "`trial.mark` back to back, p50",
                figure(warm, "mark"),
                figure(warm, "task"),
                "a task to a busy thread",
                "2");
        row(
                table,
                "`trial.mark` every 20 ms, p50",
                figure(warm, "mark.paced"),
                figure(warm, "task.paced"),
                "a task to a resting thread",
                "15");
        return table.toString();
    }

    private static void row(StringBuilder table, String name, long ours, long beside, String what, String asked) {
        table.append(String.format(
                Locale.ROOT, "| %s | %.2f | %.2f | %s | %s |%n", name, ours / 1e3, beside / 1e3, what, asked));
    }

    private static long figure(Properties figures, String name) throws IOException {
        String value = figures.getProperty(name);
        if (value == null) {
            throw new IOException("the child JVM has not measured [" + name + "]");
        }
        return Long.parseLong(value);
    }

    private Properties child(String what, int count, int number) throws IOException, InterruptedException {
        Path figures = directory.resolve(what + number + ".properties");
        File log = directory.resolve(what + number + ".log").toFile();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ChildRun.class.getName(),
                        what,
                        String.valueOf(count),
                        String.valueOf(rounds),
                        directory.toString(),
                        figures.toString())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        try {
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException("the child JVM for [" + what + "] failed: " + lastLine(log.toPath()));
            }
        } finally {
            process.destroyForcibly();
        }
        Properties read = new Properties();
        try (Reader in = Files.newBufferedReader(figures)) {
            read.load(in);
        }
        return read;
    }

    private static String lastLine(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains("Exception") || line.contains("Error"))
                .findFirst()
                .orElse("it took too long");
    }
}
