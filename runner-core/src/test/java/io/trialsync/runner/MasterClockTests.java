// SPDX-License-Identifier: Apache-2.0
package io.trialsync.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.trialsync.device.Device;
import io.trialsync.device.DeviceAddress;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.DeviceProvider;
import io.trialsync.device.Devices;
import io.trialsync.device.ntp.FakeNtpServer;
import io.trialsync.device.ntp.NtpProvider;
import io.trialsync.session.Completion;
import io.trialsync.session.TestDevice;
import io.trialsync.session.TrialBracket;
import io.trialsync.session.TrialInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session with an eye tracker and an NTP server, which takes no markers and records nothing. */
class MasterClockTests {

    @TempDir
    Path directory;

    @Test
    void trialsAreInTheMastersTimeToo() throws IOException {
        try (FakeNtpServer server = FakeNtpServer.good(0);
                RunnerContext context = new RunnerContext()) {
            ExperimentRun run = start("test:a41fe4fe2bccf6c3,ntp:" + server.place(), context);
            trial(run, trial -> {
                trial.trial().mark("stimulus");
                server.awaitRequests(4);
            });
            RunSummary summary = run.finish();

            assertThat(run.session().devices()).hasSize(2);
            String key = run.session().devices().get(1);
            assertThat(key).startsWith("ntp-");
            List<NamedCsvRecord> trials = csv(run.session().folder().resolve("trials.csv"));
            long hostToMaster = FakeNtpServer.BASE - run.session().toHostNanos(0);
            assertThat(trials).hasSize(1);
            for (String edge : List.of("begin", "end")) {
                long host = Long.parseLong(trials.get(0).getField("host " + edge + " [ns]"));
                long master = Long.parseLong(trials.get(0).getField(edge + " " + key + " [ns]"));
                long uncertainty = Long.parseLong(trials.get(0).getField("uncertainty " + key + " [ns]"));
                assertThat(master).isCloseTo(host + hostToMaster, offset(uncertainty));
            }
            assertThat(csv(run.session().folder().resolve("markers.csv")))
                    .isNotEmpty()
                    .extracting(marker -> marker.getField("device"))
                    .containsOnly("test-f6c3");
            assertThat(summary.lines()).noneMatch(line -> line.contains("internal"));
            assertThat(summary.lines())
                    .anyMatch(line -> line.startsWith("  test-f6c3 is ")
                            && line.contains(key + " (± ")
                            && line.contains(" at the end; at the beginning "));
            assertThat(Files.readString(run.session().folder().resolve("clock-model.json")))
                    .contains("\"pairs\" : [", "\"device_minus_other_ns\"");
        }
    }

    private ExperimentRun start(String devices, RunnerContext context) throws IOException {
        Map<String, String> parameters = Map.of(
                "trialsync.device",
                devices,
                "trialsync.directory",
                directory.toString(),
                "trialsync.state.dir",
                directory.resolve("state").toString(),
                "trialsync.sync.max-pause",
                "100ms");
        Configuration configuration =
                new Configuration("lab.SearchExperiment", key -> Optional.ofNullable(parameters.get(key)), Map.of());
        return ExperimentRun.start(
                configuration, new Devices(List.of(new TestProvider(), new NtpProvider())), context, line -> {});
    }

    private static void trial(ExperimentRun run, Consumer<TrialBracket> body) {
        TrialBracket bracket = run.newTrial(new TrialInfo("a", "a", LinkedHashMap::new));
        bracket.arm();
        bracket.stampBegin();
        body.accept(bracket);
        bracket.stampEnd();
        bracket.finish(Completion.COMPLETED, Optional.empty());
    }

    private static final class TestProvider implements DeviceProvider {

        @Override
        public String scheme() {
            return "test";
        }

        @Override
        public String example() {
            return "test:x";
        }

        @Override
        public Device open(DeviceAddress address, DeviceContext context) {
            return new TestDevice(address.place(), true, System::nanoTime);
        }
    }

    private static List<NamedCsvRecord> csv(Path file) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            return reader.stream().toList();
        }
    }
}
