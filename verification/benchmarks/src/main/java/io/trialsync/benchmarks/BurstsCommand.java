// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks;

import io.trialsync.benchmarks.loopback.BurstRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how exact bursts of exchanges are where the truth is known. */
@Command(
        name = "bursts",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures the offset error of bursts of eight exchanges over the event channel, on sockets of this computer.",
            "Beside them in the same run: a bare socket as the floor, and the simulated phone. The table goes to standard"
                    + " output, progress to standard error."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:measured, whether or not the goal is met", "1:could not measure", "2:wrong arguments"})
final class BurstsCommand implements Callable<Integer> {

    private static final int MOST_BURSTS = 100_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    @Option(
            names = "--bursts",
            paramLabel = "N",
            defaultValue = "1000",
            description = "bursts of each contender with each pause, a multiple of ten; by default ${DEFAULT-VALUE}")
    private int bursts;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "2500",
            description = "bursts of each contender before anything is measured; by default ${DEFAULT-VALUE}")
    private int warmUp;

    @Option(
            names = "--pause",
            paramLabel = "TIME",
            split = ",",
            defaultValue = "0ms,20ms",
            description =
                    "from the begin of a burst to the begin of the next, 0ms for back to back; several with commas;"
                            + " by default ${DEFAULT-VALUE}")
    private List<String> pauses = List.of();

    BurstsCommand() {}

    @Override
    public Integer call() {
        Bounds.require(spec, "--bursts", bursts, BurstRun.TURNS, MOST_BURSTS);
        Bounds.require(spec, "--warm-up", warmUp, 0, MOST_BURSTS);
        if (bursts % BurstRun.TURNS != 0) {
            throw new ParameterException(
                    spec.commandLine(), "--bursts: [" + bursts + "] is not a multiple of " + BurstRun.TURNS);
        }
        PrintWriter err = spec.commandLine().getErr();
        BurstRun run =
                new BurstRun(bursts, warmUp, pauses.stream().map(this::pause).toList(), line -> {
                    err.println(line);
                    err.flush();
                });
        try {
            spec.commandLine().getOut().print(run.text());
            spec.commandLine().getOut().flush();
            return 0;
        } catch (IOException e) {
            err.println("benchmarks bursts: " + e.getMessage());
            return 1;
        }
    }

    private long pause(String text) {
        return Bounds.nanos(spec, "--pause", text.strip(), "0ms", "10s");
    }
}
