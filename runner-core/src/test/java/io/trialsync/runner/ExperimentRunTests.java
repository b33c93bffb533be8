// SPDX-License-Identifier: Apache-2.0
package io.trialsync.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.trialsync.align.AlignedDevice;
import io.trialsync.align.AlignmentException;
import io.trialsync.align.SessionAlignment;
import io.trialsync.clock.Estimators;
import io.trialsync.device.Device;
import io.trialsync.device.DeviceAddress;
import io.trialsync.device.DeviceClock;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.DeviceException;
import io.trialsync.device.DeviceIdentity;
import io.trialsync.device.DeviceProvider;
import io.trialsync.device.Devices;
import io.trialsync.device.Markers;
import io.trialsync.journal.Journal;
import io.trialsync.journal.RunControlled;
import io.trialsync.session.Completion;
import io.trialsync.session.Session;
import io.trialsync.session.TestDevice;
import io.trialsync.session.Trial;
import io.trialsync.session.TrialBracket;
import io.trialsync.session.TrialInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExperimentRunTests {

    @TempDir
    Path directory;

    private final Map<String, String> parameters = new HashMap<>();
    private final List<String> opened = new ArrayList<>();
    private final RunnerContext context = new RunnerContext();

    @BeforeEach
    void configure() {
        parameters.put("trialsync.device", "test:a41fe4fe2bccf6c3");
        parameters.put("trialsync.directory", directory.toString());
        parameters.put("trialsync.sync.interval", "10ms");
        parameters.put("trialsync.sync.max-pause", "100ms");
    }

    @AfterEach
    void closeTheLinks() {
        context.close();
    }

    @Test
    void theTablesHoldTheTruthWithinTheirUncertainty() throws IOException {
        ExperimentRun run = start();
        run.beginBlock("b");
        trial(run, "a", Map.of("setSize", 8, "message", "theirs"), trial -> {
            trial.put("rt", 0.5);
            trial.mark("stimulus.draw");
        });
        trial(run, "b", Map.of("setSize", 4), trial -> {});
        run.endBlock();
        Session session = run.session();
        RunSummary summary = run.finish();

        long offset = session.toHostNanos(0) - TestDevice.atNanoTime(0);
        List<NamedCsvRecord> trials = csv(session.folder().resolve("trials.csv"));
        assertThat(trials).hasSize(2);
        for (NamedCsvRecord trial : trials) {
            for (String edge : List.of("begin", "end")) {
                long onDevice = Long.parseLong(trial.getField(edge + " test-f6c3 [ns]"));
                long host = Long.parseLong(trial.getField("host " + edge + " [ns]"));
                assertThat(Math.abs(onDevice + offset - host))
                        .isLessThanOrEqualTo(Long.parseLong(trial.getField("uncertainty test-f6c3 [ns]")));
            }
            assertThat(trial.getField("simulated")).isEqualTo("SIMULATED");
            assertThat(trial.getField("end is upper bound")).isEqualTo("false");
        }
        assertThat(trials.get(0).getField("setSize")).isEqualTo("8");
        assertThat(trials.get(0).getField("message")).isEmpty();
        assertThat(trials.get(0).getField("message (parameter)")).isEqualTo("theirs");
        assertThat(trials.get(0).getField("rt")).isEqualTo("0.5");
        assertThat(trials.get(0).getField("block")).isEqualTo("1");
        assertThat(trials.get(1).getField("rt")).isEmpty();

        List<NamedCsvRecord> markers = csv(session.folder().resolve("markers.csv"));
        assertThat(markers).hasSize(7).allSatisfy(marker -> {
            long truth = Long.parseLong(marker.getField("device time [ns]")) + offset;
            assertThat(truth)
                    .isBetween(
                            Long.parseLong(marker.getField("earliest [ns]")),
                            Long.parseLong(marker.getField("latest [ns]")));
            assertThat(marker.getField("state")).isEqualTo("answered");
            assertThat(marker.getField("stamping")).isEqualTo("arrival");
        });
        assertThat(summary.lines()).anyMatch(line -> line.contains("2 trials: 2 completed; 7 markers, 7 answered"));
    }

    @Test
    void theClockModelFileNamesEstimatorAssumptionsAndKnots() throws IOException {
        ExperimentRun run = start();
        trial(run, "a", Map.of(), trial -> {});
        run.finish();

        JsonNode root = JsonMapper.shared()
                .readTree(Files.readString(run.session().folder().resolve("clock-model.json")));
        JsonNode wall = root.path("devices").path("test-f6c3").path("wall");
        assertThat(root.path("format").asString()).isEqualTo("trialsync-clock-model/1");
        assertThat(root.path("simulated").asBoolean()).isTrue();
        assertThat(wall.path("estimator").asString()).isEqualTo("trialsync");
        assertThat(wall.path("assumptions").size()).isPositive();
        assertThat(wall.path("steps").size()).isZero();
        JsonNode knot = wall.path("segments").path(0).path("knots").path(0);
        long offset = run.session().toHostNanos(0) - TestDevice.atNanoTime(0);
        assertThat(offset)
                .isBetween(
                        Long.parseLong(knot.path("earliest_offset_ns").asString()),
                        Long.parseLong(knot.path("latest_offset_ns").asString()));
    }

    @Test
    void aJournalCutAnywhereIsAligned() throws IOException {
        ExperimentRun run = start();
        trial(run, "a", Map.of(), trial -> trial.mark("x"));
        Path folder = run.session().folder();
        run.finish();
        byte[] all = Files.readAllBytes(folder.resolve(Journal.FILE_NAME));

        int firstLine = new String(all, StandardCharsets.UTF_8).indexOf('\n') + 1;
        for (int twentieth = 0; twentieth <= 20; twentieth++) {
            int length = firstLine + (all.length - firstLine) * twentieth / 20;
            Files.write(folder.resolve(Journal.FILE_NAME), Arrays.copyOf(all, length));
            SessionAlignment alignment = ExperimentRun.align(folder, Estimators.standard());

            assertThat(RunSummary.of(alignment).lines()).isNotEmpty();
            assertThat(folder.resolve("trials.csv")).isNotEmptyFile();
            assertThat(alignment.simulated()).isTrue();
        }
    }

    @Test
    void aJournalWithoutAReadableLineIsRefusedAndTheTablesStay() throws IOException {
        ExperimentRun run = start();
        trial(run, "a", Map.of(), trial -> {});
        Path folder = run.session().folder();
        run.finish();
        byte[] trials = Files.readAllBytes(folder.resolve("trials.csv"));
        Files.write(folder.resolve(Journal.FILE_NAME), new byte[] {1, 2, 3});

        assertThatThrownBy(() -> ExperimentRun.align(folder, Estimators.standard()))
                .isInstanceOf(AlignmentException.class)
                .hasMessageContaining("holds no line that can be read");
        assertThat(folder.resolve("trials.csv")).hasBinaryContent(trials);
    }

    @Test
    void aDeviceWithTooFewExchangesIsNotAlignedAndItsCellsAreEmpty() throws IOException {
        parameters.put("trialsync.device", "deaf:1234");
        ExperimentRun run = start();
        trial(run, "a", Map.of(), trial -> {});
        RunSummary summary = run.finish();

        assertThat(summary.alignment().devices().get("test-1234")).isInstanceOf(AlignedDevice.NotFitted.class);
        assertThat(summary.lines()).anyMatch(line -> line.contains("NOT ALIGNED"));
        assertThat(summary.notAligned())
                .hasValueSatisfying(why -> assertThat(why).contains("test-1234"));
        NamedCsvRecord trial = csv(run.session().folder().resolve("trials.csv")).get(0);
        assertThat(trial.getField("begin test-1234 [ns]")).isEmpty();
        assertThat(trial.getField("host begin [ns]")).isNotEmpty();
        assertThat(csv(run.session().folder().resolve("markers.csv")))
                .hasSize(2)
                .allSatisfy(marker -> {
                    assertThat(marker.getField("device time on host [ns]")).isEmpty();
                    assertThat(marker.getField("device time [ns]")).isNotEmpty();
                });
    }

    @Test
    void anInterruptedThreadFinishesItsRun() throws IOException {
        ExperimentRun run = start();
        trial(run, "a", Map.of(), trial -> {});
        Thread.currentThread().interrupt();
        try {
            run.finish();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(run.session().folder().resolve("trials.csv")).isNotEmptyFile();
    }

    @Test
    void theEndOfARunIsJournalledOnceWhereItIsNoticed() throws Exception {
        ExperimentRun run = start();
        trial(run, "a", Map.of(), trial -> {});
        context.control().stop("enough");
        assertThat(run.awaitTurn()).hasValue("enough");
        long noticed = run.session().hostNanos();
        assertThat(run.awaitTurn()).hasValue("enough");
        run.finish();

        assertThat(Journal.read(run.session().folder().resolve(Journal.FILE_NAME))
                        .all(RunControlled.class))
                .singleElement()
                .satisfies(stopped -> {
                    assertThat(stopped.action()).isEqualTo("stopped");
                    assertThat(stopped.message()).isEqualTo("enough");
                    assertThat(stopped.hostNanos()).isLessThanOrEqualTo(noticed);
                });
    }

    @Test
    void aRerunGoesOnWithItsSessionOnTheSameLink() throws IOException {
        ExperimentRun first = start();
        trial(first, "a", Map.of(), trial -> {});
        first.finish();
        ExperimentRun second = start();
        trial(second, "a", Map.of(), trial -> {});
        RunSummary summary = second.finish();

        assertThat(second.session().folder()).isEqualTo(first.session().folder());
        assertThat(opened).hasSize(1);
        assertThat(csv(second.session().folder().resolve("trials.csv")))
                .extracting(trial -> trial.getField("trial") + "." + trial.getField("attempt"))
                .containsExactly("1.1", "1.2");
        assertThat(summary.alignment().devices()).hasSize(1);
    }

    @Test
    void anotherParticipantOrDeviceIsAnotherSession() throws IOException {
        ExperimentRun first = start();
        first.finish();
        parameters.put("trialsync.participant", "P08");
        ExperimentRun second = start();
        second.finish();

        assertThat(second.session().folder()).isNotEqualTo(first.session().folder());
        assertThat(second.session().participant()).isEqualTo("P08");
    }

    @Test
    void whereTheSecondDeviceFailsTheFirstStaysOpenForTheNextTry() throws IOException {
        parameters.put("trialsync.device", "test:1111,broken:x");
        assertThat(catchThrowable(this::start))
                .isInstanceOf(DeviceException.class)
                .hasMessage("no answer from x");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }

        parameters.put("trialsync.device", "test:1111");
        start().finish();
        assertThat(opened).containsExactly("1111");
    }

    @Test
    void aClosedContextOpensNothing() {
        context.close();

        assertThat(catchThrowable(this::start)).isInstanceOf(IllegalStateException.class);
    }

    private ExperimentRun start() throws IOException {
        Configuration configuration =
                new Configuration("lab.SearchExperiment", key -> Optional.ofNullable(parameters.get(key)), Map.of());
        Devices devices = new Devices(List.of(
                provider("test", this::open), provider("deaf", id -> new Deaf(open(id))), provider("broken", id -> {
                    throw new DeviceException("no answer from " + id);
                })));
        return ExperimentRun.start(configuration, devices, context, line -> {});
    }

    private TestDevice open(String id) {
        opened.add(id);
        return new TestDevice(id, true, System::nanoTime);
    }

    /** How a provider opens a device. */
    private interface Opener {
        Device open(String id) throws DeviceException;
    }

    /** A device that takes markers but cannot be synchronised with. */
    private record Deaf(TestDevice device) implements Device {
        @Override
        public DeviceIdentity identity() {
            return device.identity();
        }

        @Override
        public List<DeviceClock> clocks() {
            return device.clocks();
        }

        @Override
        public boolean simulated() {
            return true;
        }

        @Override
        public Optional<Markers> markers() {
            return device.markers();
        }

        @Override
        public void close() {}
    }

    private static DeviceProvider provider(String scheme, Opener opener) {
        return new DeviceProvider() {
            @Override
            public String scheme() {
                return scheme;
            }

            @Override
            public String example() {
                return scheme + ":x";
            }

            @Override
            public Device open(DeviceAddress address, DeviceContext context) throws DeviceException {
                return opener.open(address.place());
            }
        };
    }

    private static void trial(ExperimentRun run, String id, Map<String, Object> parameters, Consumer<Trial> body) {
        TrialBracket bracket = run.newTrial(new TrialInfo(id, id, () -> new LinkedHashMap<>(parameters)));
        bracket.arm();
        bracket.stampBegin();
        body.accept(bracket.trial());
        bracket.stampEnd();
        bracket.finish(Completion.COMPLETED, Optional.empty());
    }

    private static List<NamedCsvRecord> csv(Path file) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            return reader.stream().toList();
        }
    }
}
