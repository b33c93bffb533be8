// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks;

import io.trialsync.align.AlignmentException;
import io.trialsync.benchmarks.load.LoadRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    private static final int MOST_MARKERS_PER_SECOND = 20;
    private static final String SHORTEST = "10s";
    private static final String LONGEST = "7200s";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    @Mixin
    private final PhonesAndFolder shared = new PhonesAndFolder();

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

    LoadCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        shared.require();
        Bounds.require(spec, "--markers-per-second", markersPerSecond, 1, MOST_MARKERS_PER_SECOND);
        long forNanos = Bounds.nanos(spec, "--for", time, SHORTEST, LONGEST);
        long aloneNanos = Bounds.nanos(spec, "--alone", alone, SHORTEST, LONGEST);
        PrintWriter err = spec.commandLine().getErr();
        try {
            return WorkFolder.use(
                    shared.directory(),
                    folder -> measure(new LoadRun(shared.phones(), forNanos, aloneNanos, markersPerSecond, folder)));
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
}
