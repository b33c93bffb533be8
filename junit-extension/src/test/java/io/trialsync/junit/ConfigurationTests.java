// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.journal.JournalRecord.SessionStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Where settings come from, and what is said of wrong ones. */
class ConfigurationTests {

    @TempDir
    Path directory;

    @Experiment(task = "declared", participant = "P01", seed = "3")
    static class DeclaredTestCase {
        @Test
        void search() {}
    }

    @Experiment
    static class SearchExperimentTestCase {
        @Test
        void search() {}
    }

    @Test
    void aParameterComesBeforeTheAnnotationAndThatBeforeTheDefault() {
        Map<String, String> settings = Ran.quick(directory);
        settings.put("trialsync.participant", "P07");
        SessionStart start = Ran.with(settings, directory, DeclaredTestCase.class)
                .all(SessionStart.class)
                .get(0);
        assertThat(start.participant()).isEqualTo("P07");
        assertThat(start.task()).isEqualTo("declared");
        assertThat(start.session()).isEqualTo("01");
        assertThat(start.configuration())
                .containsEntry("trialsync.participant", "P07")
                .containsEntry("trialsync.task", "declared")
                .containsEntry("trialsync.seed", "3")
                .containsEntry("trialsync.recording", "auto");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            trialsync.device        | eyelink:100.1.1.1 | unknown scheme [eyelink]; bench:
            trialsync.device        | nonsense          | [nonsense] is not a device address; scheme:rest
            trialsync.device        | bench:?colour=red | [colour]; known are
            trialsync.device        | bench:?missing=1  | nothing answers at bench:?missing=1; plug the device in
            trialsync.device        | companion:127.0.0.1:1 | 127.0.0.1:1; check that the Companion app is open
            trialsync.device        | companion:127.0.0.1:99999 | [99999]; 1 to 65535
            trialsync.device        | bench:,bench:     | [bench:]; twice
            trialsync.participant   | P-07              | [P-07]; A-Z, a-z, 0-9
            trialsync.session       | first day         | [first day]; A-Z, a-z, 0-9
            trialsync.task          | visual_search     | [visual_search]; A-Z, a-z, 0-9
            trialsync.sync.interval | 1 second          | [1 second]; ms
            trialsync.sync.max-pause | 2h               | [2h]; ms
            trialsync.sync.interval | 1ns               | [1ns]; 10.0 ms
            trialsync.recording     | always            | [always]; auto, required, never
            trialsync.seed          | seven             | [seven]; whole number
            trialsync.estimator     | best              | [best]; lowest-rtt
            trialsync.device        | bench:, bench     | [bench]; after a comma; scheme:rest
            trialsync.sync.policy   | often             | [often]; steady, bursts, sparse
            trialsync.streams       | always            | [always]; auto, never
            trialsync.markers.stamp | never             | [never]; explicit, arrival
            trialsync.device-loss   | panic             | [panic]; warn, fail-trial, abort-rest
            trialsync.criterion     | 2.5ms             | [2.5ms]; an integer and ns, us, ms or s
            trialsync.criterion     | 0ms               | [0ms]; 1 ns to 60.0 s
            trialsync.delay.display | -1ms              | [-1ms]; 0 ns to 60.0 s
            trialsync.delay.stream  | late              | [late]; an integer and ns, us, ms or s
            trialsync.run           | 0                 | [0]; 1 to 999999
            trialsync.run           | first             | [first]; 1 to 999999
            trialsync.repeat        | yes               | [yes]; true, false
            """)
    void aWrongSettingIsOneErrorBeforeTheFirstTrial(String key, String value, String parts) {
        Map<String, String> settings = Ran.quick(directory);
        settings.put(key, value);
        Ran ran = Ran.with(settings, directory, SearchExperimentTestCase.class);
        assertThat(ran.failureBeforeFirstTrial())
                .contains(parts.split("; "))
                .startsWith(value.contains(":?missing") || value.endsWith(":1") ? "the session cannot begin: " : key)
                .doesNotContain("\n");
    }

    @Test
    void aSystemPropertyThatIsNearlyASettingIsOneErrorBeforeTheFirstTrial() {
        System.setProperty("trialsync.particpant", "P07");
        try {
            Ran ran = Ran.with(Ran.quick(directory), directory, SearchExperimentTestCase.class);
            assertThat(ran.failureBeforeFirstTrial())
                    .startsWith("[trialsync.particpant] is no setting; [trialsync.participant] is; ");
        } finally {
            System.clearProperty("trialsync.particpant");
        }
    }

    @Test
    void anExperimentWithoutADeviceIsToldHowToGiveOne() {
        Map<String, String> settings = Ran.quick(directory);
        settings.remove("trialsync.device");
        Ran ran = Ran.with(settings, directory, SearchExperimentTestCase.class);
        assertThat(ran.failureBeforeFirstTrial())
                .contains("trialsync.device: no device is given", "SearchExperimentTestCase", "simulated:neon");
    }

    @Test
    void aRealDeviceNeedsAParticipant() {
        Map<String, String> settings = Ran.quick(directory);
        settings.put("trialsync.device", "bench:?real=true");
        Ran without = Ran.with(settings, directory, SearchExperimentTestCase.class);
        assertThat(without.failureBeforeFirstTrial()).contains("no participant", "-Dtrialsync.participant=P07");

        settings.put("trialsync.participant", "P07");
        Ran with = Ran.with(settings, directory, SearchExperimentTestCase.class);
        assertThat(with.failures()).isEmpty();
        assertThat(with.folder().getFileName().toString())
                .startsWith("sub-P07_")
                .endsWith("_run-01");
    }

    @Test
    void oneDeviceByTwoAddressesIsRefused() {
        Map<String, String> settings = Ran.quick(directory);
        settings.put("trialsync.participant", "P07");
        settings.put("trialsync.device", "bench:?real=true,bench:" + directory.resolve("log") + "?real=true");
        Ran ran = Ran.with(settings, directory, SearchExperimentTestCase.class);
        assertThat(ran.failureBeforeFirstTrial())
                .startsWith("trialsync.device: [bench:?real=true] and [bench:")
                .contains("are the same device, bench-be9c", "needed once");
    }

    @Experiment(device = {"bench:", "neon"})
    static class SchemelessTestCase {
        @Test
        void search() {}
    }

    @Test
    void anElementOfTheAnnotationWithoutASchemeIsNamedWithTheAnnotation() {
        Map<String, String> settings = Ran.quick(directory);
        settings.remove("trialsync.device");
        Ran ran = Ran.with(settings, directory, SchemelessTestCase.class);
        assertThat(ran.failureBeforeFirstTrial())
                .startsWith("trialsync.device (in the annotation of ")
                .contains("SchemelessTestCase): [neon] after a comma", "scheme:rest");
    }

    @Test
    void whatAParticipantHasDoneOnARealDeviceIsRepeatedOnlyIfAsked() {
        Map<String, String> settings = Ran.quick(directory);
        settings.put("trialsync.device", "bench:?real=true");
        settings.put("trialsync.participant", "P07");
        Path first =
                Ran.with(settings, directory, SearchExperimentTestCase.class).folder();

        Ran refused = Ran.with(settings, directory, SearchExperimentTestCase.class);
        assertThat(refused.folders()).containsExactly(first);
        assertThat(refused.failures())
                .singleElement()
                .satisfies(message -> assertThat(message)
                        .startsWith("trialsync.participant: [P07] has done task ")
                        .contains(first + " holds 1 completed trial;", "trialsync.session", "trialsync.run=02")
                        .contains("trialsync.repeat=true"));

        settings.put("trialsync.repeat", "true");
        assertThat(Ran.with(settings, directory, SearchExperimentTestCase.class).failures())
                .isEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenIsOneErrorThatSaysWhy() throws IOException {
        Path file = Files.writeString(directory.resolve("sessions"), "a file");
        Map<String, String> settings = Ran.quick(file);
        Ran ran = Ran.with(settings, file, SearchExperimentTestCase.class);
        assertThat(ran.failureBeforeFirstTrial()).contains(file.toString()).contains("trialsync.directory");
        assertThat(file).hasContent("a file");
    }

    @Test
    void nothingContactsADeviceAtDiscovery() {
        Path log = directory.resolve("device.log");
        EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectClass(SearchExperimentTestCase.class))
                .configurationParameter("trialsync.device", "bench:" + log)
                .discover();
        assertThat(log).doesNotExist();
    }
}
