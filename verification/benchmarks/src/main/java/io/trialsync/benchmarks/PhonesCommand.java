// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks;

import io.trialsync.benchmarks.phones.PhonesRun;
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

/** Measures what many phones at once do to a session. */
@Command(
        name = "phones",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs a whole session with one simulated phone and one with many, and measures trials and markers of both.",
            "The table goes to standard output, progress to standard error."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every marker was answered",
            "1:a marker was not answered, or nothing could be measured",
            "2:wrong arguments"
        })
final class PhonesCommand implements Callable<Integer> {

    private static final int MOST_PHONES = 100;
    private static final int MOST_TRIALS = 100_000;
    private static final long SHORTEST_BODY_NANOS = 1_000_000L;
    private static final long LONGEST_BODY_NANOS = 60_000_000_000L;

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
            names = "--trials",
            paramLabel = "N",
            defaultValue = "200",
            description = "trials of each session; by default ${DEFAULT-VALUE}")
    private int trials;

    @Option(
            names = "--body",
            paramLabel = "TIME",
            defaultValue = "50ms",
            description = "how long the body of a trial takes; by default ${DEFAULT-VALUE}")
    private String body = "";

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "an empty or new folder in which the sessions are kept; by default they are deleted")
    private @Nullable Path directory;

    PhonesCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        requireWithin("--phones", phones, MOST_PHONES);
        requireWithin("--trials", trials, MOST_TRIALS);
        long bodyNanos = bodyNanos();
        WorkFolder.requireEmpty(spec.commandLine(), directory);
        PrintWriter err = spec.commandLine().getErr();
        try {
            return WorkFolder.use(directory, folder -> measure(bodyNanos, folder));
        } catch (IOException | UncheckedIOException e) {
            err.println("benchmarks phones: " + e.getMessage());
            return 1;
        }
    }

    private int measure(long bodyNanos, Path folder) throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        PhonesRun.Outcome outcome = new PhonesRun(phones, trials, bodyNanos, folder).run(line -> {
            err.println(line);
            err.flush();
        });
        spec.commandLine().getOut().print(outcome.table());
        spec.commandLine().getOut().flush();
        outcome.missing().forEach(line -> err.println("benchmarks phones: " + line));
        return outcome.missing().isEmpty() ? 0 : 1;
    }

    private void requireWithin(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(spec.commandLine(), option + ": [" + value + "] is not within 1 to " + most);
        }
    }

    private long bodyNanos() {
        try {
            long nanos = Durations.parseNanos(body);
            if (nanos >= SHORTEST_BODY_NANOS && nanos <= LONGEST_BODY_NANOS) {
                return nanos;
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--body: " + e.getMessage(), e);
        }
        throw new ParameterException(spec.commandLine(), "--body: [" + body + "] is not within 1ms to 60s");
    }
}
