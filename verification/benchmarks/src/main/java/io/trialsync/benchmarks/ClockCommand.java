// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks;

import io.trialsync.benchmarks.accuracy.AccuracyRun;
import io.trialsync.benchmarks.scenario.Scenario;
import io.trialsync.benchmarks.scenario.Scenarios;
import io.trialsync.clock.ClockEstimator;
import io.trialsync.clock.Estimators;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures accuracy and writes the page about it. */
@Command(
        name = "clock",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures how wrong converted times are in simulated scenarios, with the methods of others beside ours.",
            "The page goes to standard output and, after a run of all scenarios with at least 20 seeds, to"
                    + " doc/accuracy.md; progress goes to standard error."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:measured", "1:could not measure", "2:wrong arguments"})
final class ClockCommand implements Callable<Integer> {

    private static final int SEEDS_OF_A_PAGE = 20;
    private static final int QUICK_SEEDS = 3;
    private static final String OURS = "trialsync";

    private final Clock clock;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    @Option(
            names = "--seeds",
            paramLabel = "SEEDS",
            converter = Seeds.Converter.class,
            defaultValue = "1001-1020",
            description = "one session is drawn for each, such as 1001-1020 or 7,9,20-29; by default ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private Seeds seeds;

    @Option(
            names = "--scenario",
            paramLabel = "ID",
            split = ",",
            description = "only these, such as B2,D1, or whole families, such as C; by default all")
    private List<String> ids = List.of();

    @Option(names = "--quick", description = "only the first three seeds: a look, not a result")
    private boolean quick;

    @Option(
            names = "--estimator",
            paramLabel = "NAME",
            description = "the estimator to measure; by default the one that sessions use")
    private @Nullable String estimator;

    @Option(
            names = "--doc",
            paramLabel = "FILE",
            description = "write the page here; by default doc/accuracy.md, if all scenarios ran with 20 seeds or more")
    private @Nullable Path doc;

    ClockCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        List<Scenario> scenarios = scenarios();
        List<Long> chosen = quick ? seeds.values().stream().limit(QUICK_SEEDS).toList() : seeds.values();
        Path page = page(scenarios.size() == Scenarios.all().size() && chosen.size() >= SEEDS_OF_A_PAGE);
        PrintWriter err = spec.commandLine().getErr();
        AccuracyRun run = new AccuracyRun(
                estimator(),
                scenarios,
                chosen,
                LocalDate.now(clock),
                Runtime.getRuntime().availableProcessors());
        try {
            String text = run.page(line -> {
                err.println(line);
                err.flush();
            });
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
            if (page != null) {
                Files.writeString(page, text);
                err.println("written to " + page);
            }
            return 0;
        } catch (AccuracyRun.FailedException e) {
            err.println("benchmarks clock: " + e.getMessage());
            e.printStackTrace(err);
            return 1;
        }
    }

    private List<Scenario> scenarios() {
        List<String> wanted = ids.stream().map(String::strip).toList();
        for (String id : wanted) {
            if (id.isEmpty() || Scenarios.all().stream().noneMatch(scenario -> chosen(scenario, id))) {
                throw new ParameterException(
                        spec.commandLine(),
                        "[" + id + "] is not a scenario; choose from "
                                + Scenarios.all().stream().map(Scenario::id).collect(Collectors.joining(", ")));
            }
        }
        return Scenarios.all().stream()
                .filter(scenario -> wanted.isEmpty() || wanted.stream().anyMatch(id -> chosen(scenario, id)))
                .toList();
    }

    private static boolean chosen(Scenario scenario, String id) {
        return scenario.id().equals(id) || scenario.id().substring(0, 1).equals(id);
    }

    private ClockEstimator estimator() {
        try {
            return Estimators.named(estimator == null ? OURS : estimator);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--estimator: " + e.getMessage(), e);
        }
    }

    /** Where to write, looked at before minutes of work rather than after. */
    private @Nullable Path page(boolean complete) {
        Path page = doc == null && complete && estimator == null ? Path.of("doc", "accuracy.md") : doc;
        if (page == null) {
            return null;
        }
        Path folder = page.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(page)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--doc: cannot write [" + page
                            + "]; run in the project's folder or give a file in a folder that exists");
        }
        return page;
    }
}
