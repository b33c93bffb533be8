// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks;

import io.trialsync.benchmarks.accuracy.AccuracyRun;
import io.trialsync.benchmarks.accuracy.PolicyComparison;
import io.trialsync.clock.ClockModelFitter;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares the schedules of synchronisation. */
@Command(
        name = "schedule",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Compares what the schedules of trialsync.sync.policy cost and buy, in simulated hours of trials.",
            "The table goes to standard output, progress to standard error. It is a part of the page that clock writes."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:measured", "1:could not measure", "2:wrong arguments"})
final class ScheduleCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    @Option(
            names = "--seeds",
            paramLabel = "SEEDS",
            converter = Seeds.Converter.class,
            defaultValue = "1-20",
            description = "one session is drawn for each, such as 1-20 or 7,9,20-29; by default ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private Seeds seeds;

    ScheduleCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        PolicyComparison comparison = new PolicyComparison(
                new ClockModelFitter(), seeds.values(), Runtime.getRuntime().availableProcessors());
        try {
            String table = comparison.table(line -> {
                err.println(line);
                err.flush();
            });
            spec.commandLine().getOut().print(table);
            spec.commandLine().getOut().flush();
            return 0;
        } catch (AccuracyRun.FailedException e) {
            err.println("benchmarks schedule: " + e.getMessage());
            e.printStackTrace(err);
            return 1;
        }
    }
}
