// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program {@code trialsync}; its commands are classes of their own. */
@Command(
        name = "trialsync",
        description = "Puts the timestamps of eye trackers on the host's clock, with a bound on the error of each.",
        subcommands = {
            AlignCommand.class,
            CheckCommand.class,
            ConvertCommand.class,
            DiscoverCommand.class,
            ReconcileCommand.class,
            RecordCommand.class,
            RunCommand.class,
            ShareCommand.class,
            SimulateCommand.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = ManifestVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "'trialsync COMMAND --help' tells more about a command.",
            "Exit codes: 0 done, 1 failed, 2 wrong usage."
        })
public final class TrialSync implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
    private CommandSpec spec;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show the stack trace of an error.")
    private boolean verbose;

    TrialSync() {}

    /**
     * Run the program and end the JVM with its exit code.
     *
     * @param args the arguments, {@code --help} tells which
     */
    public static void main(String[] args) {
        System.exit(run(commandLine(), args));
    }

    private static int run(CommandLine program, String[] args) {
        try {
            return program.execute(args);
        } catch (OutOfMemoryError e) {
            program.getErr().println("trialsync: out of memory; give Java more: java -Xmx4g -jar trialsync.jar …");
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    boolean isVerbose() {
        return verbose;
    }

    static CommandLine commandLine() {
        TrialSync program = new TrialSync();
        CommandLine commandLine = new CommandLine(program);
        SimulateCommand.addSpecOptions(
                Objects.requireNonNull(commandLine.getSubcommands().get("simulate")));
        return commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setExpandAtFiles(false) // an @file in a class path is one of paths
                .setParameterExceptionHandler(Failures::wrongUsage)
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> Failures.failed(failure, command, program.verbose));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed");
    }
}
