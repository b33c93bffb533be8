// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.align.SessionFolders;
import io.trialsync.clock.ClockEstimator;
import io.trialsync.clock.Declared;
import io.trialsync.clock.Estimators;
import io.trialsync.runner.ExperimentRun;
import io.trialsync.runner.RunSummary;
import io.trialsync.session.SessionFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trialsync align}: fits the clocks of a session anew from its journal. */
@Command(
        name = "align",
        header = "Fit the clocks of a session from its journal, and write its tables anew.",
        description = {
            "Replaces clock-model.json, trials.csv and markers.csv in the session's folder. The journal is only read, so that a"
                    + " session can be aligned again years later, and also if it was cut off.",
            "",
            "Exit code 1 also if a device has no clock model, or if the arrivals of its live stream contradict its sensor clock; all"
                    + " files are written nevertheless.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = ManifestVersion.class,
        sortOptions = false,
        footer = {"", "Example:", "  trialsync align sessions/sub-P07/ses-01/sub-P07_ses-01_task-visualsearch_run-01"})
final class AlignCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SESSION_DIR",
            description = "Folder of a session, or a folder of sessions, which means the newest of them.")
    @SuppressWarnings("NullAway.Init") // required
    private Path folder;

    @Option(
            names = "--estimator",
            paramLabel = "NAME",
            converter = EstimatorConverter.class,
            completionCandidates = EstimatorConverter.class,
            description = "How the clocks are estimated: ${COMPLETION-CANDIDATES} (default: the first).")
    @Nullable
    private ClockEstimator estimator;

    @Option(
            names = "--criterion",
            paramLabel = "DURATION",
            converter = DurationConverter.Positive.class,
            description =
                    "Judge trials by another criterion than the session's own: the largest uncertainty of the devices' clocks"
                            + " with which a trial is included, such as 2500us. Results say that it was changed after data"
                            + " collection, and what it was.")
    @Nullable
    private Long criterionNanos;

    @Mixin
    private DeclaredOptions declaredOptions = new DeclaredOptions();

    AlignCommand() {}

    @Override
    public void run() {
        ClockEstimator method = estimator == null ? Estimators.standard() : estimator;
        Declared declared = declaredOptions.declared(method);
        Path session = SessionFolders.newest(folder);
        tellWriter(session);
        RunSummary summary = RunSummary.of(ExperimentRun.align(session, method, declared, criterion()));
        summary.lines().forEach(spec.commandLine().getOut()::println);
        String problems = Stream.of(summary.notAligned(), summary.contradicted())
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
        if (!problems.isEmpty()) {
            throw new CommandFailedException(summary.alignment().folder() + ": " + problems);
        }
    }

    /** A session that is going on can be looked at, but its tables are not what they will be. */
    private void tellWriter(Path session) {
        try {
            SessionFolder.writer(session)
                    .ifPresent(pid -> spec.commandLine()
                            .getErr()
                            .println("trialsync align: process " + pid + " is still writing " + session
                                    + "; models and tables are of what is there so far"));
        } catch (IOException e) {
            throw new CommandFailedException(session + ": " + e.getMessage());
        }
    }

    private OptionalLong criterion() {
        return criterionNanos == null ? OptionalLong.empty() : OptionalLong.of(criterionNanos);
    }
}
