// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.cli.run.ClassPath;
import io.trialsync.cli.run.ExperimentProcess;
import io.trialsync.cli.run.RunRequest;
import io.trialsync.cli.run.RunResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code trialsync run}: runs experiments without a build tool. */
@Command(
        name = "run",
        header = "Run experiment classes, and watch and steer them on the terminal.",
        description = {
            "The classes run one after another in a Java process of their own, each as a session with a folder of its own. After each"
                    + " trial a line says which it was, how it ended, how well the clocks are known and how long the rest is"
                    + " likely to take.",
            "p + Enter holds the next trial back, and once more lets it go. q + Enter ends the run after the trial that is"
                    + " running; Ctrl+C does within some seconds. The session is ended in order and its tables are written.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = ManifestVersion.class,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 all trials ran and the data are safe, whatever the responses and however trials ended; 1 trials did not"
                    + " begin, or data are not safe; 2 wrong usage, or the experiment is configured wrongly.",
            "",
            "Examples:",
            "  trialsync run lab.SearchExperiment --participant P07 --device companion:auto",
            "  trialsync run lab.SearchExperiment --class-path 'experiments.jar:lib/*' --json"
        })
final class RunCommand implements Callable<Integer> {

    private static final int USUAL_COLUMNS = 80;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
    private TrialSync program;

    @Parameters(
            paramLabel = "CLASS",
            arity = "1..*",
            description = "Full names of experiment classes, such as lab.SearchExperiment.")
    private List<String> classes = new ArrayList<>();

    @Option(
            names = {"--class-path", "-cp"},
            paramLabel = "PATH",
            description =
                    "Where the classes are and what they need: folders, jars, dir/* for all jars of a folder, and @file for a"
                            + " file that holds a class path (default: target/test-classes, target/classes and, if it is there,"
                            + " @target/classpath.txt). It comes before this program's own, which has TrialSync and JUnit.")
    private List<String> classPath = new ArrayList<>();

    @Mixin
    private RunSettings settings = new RunSettings();

    @Option(
            names = "-J",
            paramLabel = "OPTION",
            description = "Hand an option to the Java process of the experiments, such as -J-Xmx2g.")
    private List<String> jvmOptions = new ArrayList<>();

    @Option(
            names = "--json",
            description =
                    "Print one JSON object at the end (exit code, reason, sessions with folder and trials), and all else on the"
                            + " error stream.")
    private boolean json;

    RunCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        RunRequest request = new RunRequest(
                classes,
                settings.configuration(spec.commandLine()),
                settings.properties(),
                ProgressLine.isTerminal() ? columns() : 0,
                json,
                program.isVerbose());
        ExperimentProcess process = new ExperimentProcess(userClassPath(), jvmOptions);
        try {
            return process.run(request, System.in, this::say);
        } catch (IOException e) {
            throw new CommandFailedException("the experiments' Java process cannot be started: " + e.getMessage());
        }
    }

    private ClassPath userClassPath() {
        try {
            return ClassPath.of(classPath, Path.of("").toAbsolutePath());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--class-path: " + e.getMessage(), e);
        }
    }

    private static int columns() {
        String given = System.getenv("COLUMNS");
        return given != null && given.matches("[1-9]\\d{1,3}") ? Integer.parseInt(given) : USUAL_COLUMNS;
    }

    private int say(RunResult result) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        result.lines().forEach(line -> (json ? err : out).println("TrialSync: not completed: " + line));
        if (json) {
            out.println(JsonMapper.shared().writeValueAsString(result.fields()));
        }
        out.flush();
        if (result.reason() == RunResult.Reason.REFUSED) {
            throw new ParameterException(
                    spec.commandLine(), result.problem().orElse("").strip());
        }
        result.problem().ifPresent(problem -> err.println("trialsync: " + problem));
        err.flush();
        return result.exitCode();
    }
}
