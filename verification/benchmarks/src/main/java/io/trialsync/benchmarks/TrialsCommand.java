// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks;

import io.trialsync.benchmarks.trials.TrialsRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what a trial under JUnit costs. */
@Command(
        name = "trials",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs experiments under JUnit in child JVMs, on a device without input or output, and measures from the stamp to the"
                    + " body, from trial to trial, and markers.",
            "The table goes to standard output, progress to standard error."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:measured, whether or not the goals are met", "1:could not measure", "2:wrong arguments"})
final class TrialsCommand implements Callable<Integer> {

    private static final int LEAST_TRIALS = 20;
    private static final int MOST_TRIALS = 100_000;
    private static final int MOST_MACHINES = 100;
    private static final int MOST_ROUNDS = 100;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    @Option(
            names = "--trials",
            paramLabel = "N",
            defaultValue = "1000",
            description = "trials of each run; by default ${DEFAULT-VALUE}")
    private int trials;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "11",
            description = "runs that count for the cost of a trial, after half as many that do not; by default"
                    + " ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--jvms",
            paramLabel = "N",
            defaultValue = "5",
            description = "fresh JVMs for the figure of the first trial; by default ${DEFAULT-VALUE}")
    private int machines;

    TrialsCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        Bounds.require(spec, "--trials", trials, LEAST_TRIALS, MOST_TRIALS);
        Bounds.require(spec, "--rounds", rounds, 1, MOST_ROUNDS);
        Bounds.require(spec, "--jvms", machines, 1, MOST_MACHINES);
        PrintWriter err = spec.commandLine().getErr();
        try {
            Path directory = Files.createTempDirectory("trialsync-trials");
            try {
                spec.commandLine()
                        .getOut()
                        .print(new TrialsRun(trials, rounds, machines, directory, line -> {
                                    err.println(line);
                                    err.flush();
                                })
                                .text());
                spec.commandLine().getOut().flush();
            } finally {
                delete(directory);
            }
            return 0;
        } catch (IOException e) {
            err.println("benchmarks trials: " + e.getMessage());
            return 1;
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
