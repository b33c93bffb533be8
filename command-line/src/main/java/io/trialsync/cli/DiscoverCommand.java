// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.clock.Durations;
import io.trialsync.device.companion.discovery.CompanionSearch;
import io.trialsync.device.companion.discovery.FoundCompanion;
import io.trialsync.device.companion.discovery.SearchInterface;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code trialsync discover}: lists the phones on the network. */
@Command(
        name = "discover",
        header = "List the phones with the Companion app on the network, as they appear.",
        description = {
            "Searches all networks of this computer at once, and this computer itself for simulated phones. Each phone is asked"
                    + " for its model, serial number, battery and storage, and its clock is compared with this computer's"
                    + " by a short burst of Time Echo; offset is host minus phone, so that a phone behind has a positive one.",
            "Put the address of a phone, or companion:id=ID, which stays the same when its IP address changes, into"
                    + " trialsync.device.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = ManifestVersion.class,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 at least one phone was found, 1 none was.",
            "",
            "Examples:",
            "  trialsync discover",
            "  trialsync discover --for 30s --json"
        })
final class DiscoverCommand implements Runnable {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final long POLL_MILLIS = 100;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
    private CommandSpec spec;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            defaultValue = "10s",
            converter = DurationConverter.OneSecondToOneDay.class,
            description = "How long to search, 1s or more (default: ${DEFAULT-VALUE}).")
    private long forNanos;

    @Option(
            names = "--json",
            description =
                    "Print one JSON object a line instead: event (found, changed, gone), id, name, model, serial, address,"
                            + " battery_percent, storage_free_bytes, offset_ns and uncertainty_ns, and more.")
    private boolean json;

    private final JsonMapper mapper = JsonMapper.builder().build();

    DiscoverCommand() {}

    @Override
    public void run() {
        PhoneReports reports = new PhoneReports(new PhoneAsker()::ask);
        long started = System.nanoTime();
        try (reports;
                CompanionSearch search = CompanionSearch.start(SearchInterface.all(), reports);
                ProgressLine progress =
                        ProgressLine.onTerminal(spec.commandLine().getErr())) {
            int found = listen(reports, search, progress, started);
            if (found == 0) {
                throw new CommandFailedException("no Companion device was found within "
                        + Math.round((System.nanoTime() - started) / NANOS_PER_SECOND) + " s on " + search.where()
                        + "; "
                        + CompanionSearch.advice());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int listen(PhoneReports reports, CompanionSearch search, ProgressLine progress, long started)
            throws InterruptedException {
        int found = 0;
        while (System.nanoTime() - started < forNanos || reports.asking()) {
            PhoneReports.News news = reports.next(POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (news != null) {
                progress.close();
                print(news);
                found += news.event().equals(PhoneReports.FOUND) ? 1 : 0;
            }
            double seconds = Math.min(forNanos, System.nanoTime() - started) / NANOS_PER_SECOND;
            progress.say("searching " + search.where() + ": " + (int) seconds + " of " + Durations.format(forNanos)
                    + ", " + found + " found");
        }
        return found;
    }

    private void print(PhoneReports.News news) {
        String line = json ? mapper.writeValueAsString(fields(news)) : text(news);
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }

    private static Map<String, @Nullable Object> fields(PhoneReports.News news) {
        return news.report().fields(news.event());
    }

    private static String text(PhoneReports.News news) {
        FoundCompanion phone = news.report().phone();
        return switch (news.event()) {
            case PhoneReports.FOUND -> news.report().line();
            case PhoneReports.GONE -> "gone: " + phone.name() + "  id " + phone.id();
            default -> "changed: " + news.report().line();
        };
    }
}
