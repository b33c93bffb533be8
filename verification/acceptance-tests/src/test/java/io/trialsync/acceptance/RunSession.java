// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.trialsync.align.AlignedDevice;
import io.trialsync.align.SessionAlignment;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalRecord.Fault;
import io.trialsync.journal.JournalRecord.HostAnchored;
import io.trialsync.journal.JournalRecord.MarkerAnswered;
import io.trialsync.journal.JournalRecord.MarkerStamped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * A session that an experiment class left, run by the JUnit launcher in this JVM, and read back from its folder alone.
 *
 * @param folder its folder
 * @param alignment what its journal says, aligned anew
 */
public record RunSession(Path folder, SessionAlignment alignment) {

    /** Run an experiment; it must leave one session and no failure. */
    public static RunSession of(String experiment, Path directory, Map<String, String> settings) throws IOException {
        SummaryGeneratingListener summary = run(experiment, directory, settings);
        assertThat(summary.getSummary().getFailures())
                .as("failures of %s", experiment)
                .isEmpty();
        try (Stream<Path> files = Files.walk(directory, 3)) {
            List<Path> folders = files.filter(
                            file -> file.getFileName().toString().contains("_run-"))
                    .toList();
            assertThat(folders).hasSize(1);
            assertValid(folders.get(0).resolve(Journal.FILE_NAME));
            return new RunSession(folders.get(0), SessionAlignment.read(folders.get(0)));
        }
    }

    /** By the validator that WireMock brings. */
    private static void assertValid(Path journal) throws IOException {
        try (InputStream in = Journal.class.getResourceAsStream("trialsync-journal-1.schema.json")) {
            JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
            assertThat(Files.readAllLines(journal))
                    .allSatisfy(line ->
                            assertThat(schema.validate(line, InputFormat.JSON)).isEmpty());
        }
    }

    static SummaryGeneratingListener run(String experiment, Path directory, Map<String, String> settings) {
        FirstAnswers.await();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        try (LauncherSession launcher = LauncherFactory.openSession()) {
            launcher.getLauncher()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(DiscoverySelectors.selectClass(experiment))
                                    .filters(EngineFilter.includeEngines("junit-jupiter"))
                                    .configurationParameter("trialsync.directory", directory.toString())
                                    .configurationParameters(settings)
                                    .build(),
                            summary);
        }
        return summary;
    }

    public Journal journal() {
        return alignment.journal();
    }

    public <T extends JournalRecord> List<T> all(Class<T> type) {
        return journal().all(type).toList();
    }

    /** No fault but those that a busy machine makes of a good link: what took too long was tried again, and no marker is lost. */
    void assertNoFaultButOfABusyMachine() {
        List<Fault> faults = all(Fault.class);
        assertThat(faults)
                .hasSizeLessThanOrEqualTo(4)
                .allMatch(fault -> fault.what().equals("link") || tookTooLong(fault));
        if (faults.stream().anyMatch(fault -> fault.what().equals("marker"))) {
            assertThat(all(MarkerAnswered.class)).hasSameSizeAs(all(MarkerStamped.class));
        }
    }

    private static boolean tookTooLong(Fault fault) {
        return Set.of("exchange", "marker").contains(fault.what())
                && fault.message().contains("it took too long");
    }

    public AlignedDevice.Fitted device(String key) {
        return alignment.devices().values().stream()
                .filter(device -> device.key().equals(key))
                .map(AlignedDevice.Fitted.class::cast)
                .findFirst()
                .orElseThrow();
    }

    public List<String> keys() {
        return List.copyOf(alignment.devices().keySet());
    }

    public List<NamedCsvRecord> table(String name) throws IOException {
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(folder.resolve(name))) {
            return csv.stream().toList();
        }
    }

    /** The host's monotonic clock at a host time of this session, by its own records of the two. */
    public long nanoTimeAt(long hostNanos) {
        HostAnchored anchor = journal().all(HostAnchored.class).findFirst().orElseThrow();
        return hostNanos - (anchor.hostNanos() - anchor.nanoTimeNanos());
    }
}
