// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks;

import io.trialsync.benchmarks.phones.PhonesRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    private static final int MOST_TRIALS = 100_000;
    private static final String SHORTEST_BODY = "1ms";
    private static final String LONGEST_BODY = "60s";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    @Mixin
    private final PhonesAndFolder shared = new PhonesAndFolder();

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

    PhonesCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        shared.require();
        Bounds.require(spec, "--trials", trials, 1, MOST_TRIALS);
        long bodyNanos = Bounds.nanos(spec, "--body", body, SHORTEST_BODY, LONGEST_BODY);
        PrintWriter err = spec.commandLine().getErr();
        try {
            return WorkFolder.use(shared.directory(), folder -> measure(bodyNanos, folder));
        } catch (IOException | UncheckedIOException e) {
            err.println("benchmarks phones: " + e.getMessage());
            return 1;
        }
    }

    private int measure(long bodyNanos, Path folder) throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        PhonesRun.Outcome outcome = new PhonesRun(shared.phones(), trials, bodyNanos, folder).run(line -> {
            err.println(line);
            err.flush();
        });
        spec.commandLine().getOut().print(outcome.table());
        spec.commandLine().getOut().flush();
        outcome.missing().forEach(line -> err.println("benchmarks phones: " + line));
        return outcome.missing().isEmpty() ? 0 : 1;
    }
}
