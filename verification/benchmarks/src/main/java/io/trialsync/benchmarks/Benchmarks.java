// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks;

import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program that measures accuracy and speed. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        description = "Measures TrialSync's accuracy, in simulated scenarios and over sockets, and its speed.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:measured", "1:could not measure", "2:wrong arguments"})
public final class Benchmarks implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    private Benchmarks() {}

    /**
     * Run the program and end the process with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Benchmarks())
                .addSubcommand(new ClockCommand(Clock.systemUTC()))
                .addSubcommand(new ScheduleCommand())
                .addSubcommand(new BurstsCommand())
                .addSubcommand(new PhonesCommand())
                .addSubcommand(new LoadCommand())
                .addSubcommand(new TrialsCommand())
                .addSubcommand(new SpeedCommand());
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "no command given; choose clock, schedule, bursts, phones, load, trials or jmh");
    }
}
