// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks;

import io.trialsync.align.AlignmentException;
import io.trialsync.benchmarks.load.LoadRun;
import io.trialsync.clock.Durations;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Puts a session under load for a while. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs a session with one simulated phone and then one with many, with markers at a steady rate and all streams on,"
                    + " and looks whether anything was lost and whether the heap stayed flat.",
            "The table goes to standard output, progress to standard error."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing was lost and the heap stayed flat",
            "1:something was lost, the heap grew, or nothing could be measured; standard error says what",
            "2:wrong arguments"
        })
final class LoadCommand implements Callable<Integer> {

    private static final int MOST_PHONES = 100;
    private static final int MOST_MARKERS_PER_SECOND = 20;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long SHORTEST_SECONDS = 10;
    private static final long LONGEST_SECONDS = 7200;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    @Option(
            names = "--phones",
            paramLabel = "N",
            defaultValue = "4",
            description = "phones of the larger session; by default ${DEFAULT-VALUE}")
    private int phones;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "120s",
            description = "how long the larger session's trials take; by default ${DEFAULT-VALUE}")
    private String time = "";

    @Option(
            names = "--alone",
            paramLabel = "TIME",
            defaultValue = "20s",
            description = "how long those of the session with one phone take; by default ${DEFAULT-VALUE}")
    private String alone = "";

    @Option(
            names = "--markers-per-second",
            paramLabel = "N",
            defaultValue = "4",
            description = "markers to each phone in a second; by default ${DEFAULT-VALUE}")
    private int markersPerSecond;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "an empty or new folder in which the sessions are kept; by default they are deleted")
    private @Nullable Path directory;

    LoadCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        requireWithin("--phones", phones, MOST_PHONES);
        requireWithin("--markers-per-second", markersPerSecond, MOST_MARKERS_PER_SECOND);
        long forNanos = nanos("--for", time);
        long aloneNanos = nanos("--alone", alone);
        WorkFolder.requireEmpty(spec.commandLine(), directory);
        PrintWriter err = spec.commandLine().getErr();
        try {
            return WorkFolder.use(
                    directory, folder -> measure(new LoadRun(phones, forNanos, aloneNanos, markersPerSecond, folder)));
        } catch (IOException | UncheckedIOException | AlignmentException e) {
            err.println("benchmarks load: " + e.getMessage());
            return 1;
        }
    }

    private int measure(LoadRun load) throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        LoadRun.Outcome outcome = load.run(line -> {
            err.println(line);
            err.flush();
        });
        spec.commandLine().getOut().print(outcome.table());
        spec.commandLine().getOut().flush();
        outcome.missing().forEach(line -> err.println("benchmarks load: " + line));
        return outcome.missing().isEmpty() ? 0 : 1;
    }

    private void requireWithin(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(spec.commandLine(), option + ": [" + value + "] is not within 1 to " + most);
        }
    }

    private long nanos(String option, String text) {
        try {
            long nanos = Durations.parseNanos(text);
            if (nanos >= SHORTEST_SECONDS * SECOND_NANOS && nanos <= LONGEST_SECONDS * SECOND_NANOS) {
                return nanos;
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage(), e);
        }
        throw new ParameterException(
                spec.commandLine(),
                option + ": [" + text + "] is not within " + SHORTEST_SECONDS + "s to " + LONGEST_SECONDS + "s");
    }
}
