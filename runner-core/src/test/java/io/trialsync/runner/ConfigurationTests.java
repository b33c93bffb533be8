// SPDX-License-Identifier: Apache-2.0
package io.trialsync.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trialsync.device.DeviceAddress;
import io.trialsync.session.DeviceLossPolicy;
import io.trialsync.session.RecordingPolicy;
import io.trialsync.session.RunChoice;
import io.trialsync.session.SessionSettings;
import io.trialsync.session.StreamPolicy;
import io.trialsync.session.SyncPolicy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTests {

    private final Map<String, String> parameters = new HashMap<>();
    private final Map<String, String> declared = new HashMap<>();

    private SessionSettings settings() {
        return configuration("lab.VisualSearchExperiment").settings();
    }

    private Configuration configuration(String experiment) {
        return new Configuration(experiment, key -> Optional.ofNullable(parameters.get(key)), declared);
    }

    @Test
    void onlyTheDeviceHasNoDefault() {
        declared.put("trialsync.device", "simulated:neon");

        SessionSettings settings = settings();

        assertThat(settings.devices()).containsExactly(DeviceAddress.parse("simulated:neon"));
        assertThat(settings.participant()).isEmpty();
        assertThat(settings.task()).isEqualTo("visualsearch");
        assertThat(settings.directory()).isEqualTo(Path.of("sessions"));
        assertThat(settings.stateDirectory()).isEqualTo(Path.of(System.getProperty("user.home"), ".trialsync"));
        assertThat(settings.policies().sync()).isEqualTo(SyncPolicy.STEADY);
        assertThat(settings.policies().maxPauseNanos()).isEqualTo(500_000_000);
        assertThat(settings.policies().recording()).isEqualTo(RecordingPolicy.AUTO);
        assertThat(settings.policies().streams()).isEqualTo(StreamPolicy.AUTO);
        assertThat(settings.seed()).isEqualTo(1);
        assertThat(settings.run()).isEqualTo(RunChoice.NEXT);
        assertThat(settings.policies().deviceLoss()).isEqualTo(DeviceLossPolicy.WARN);
        assertThat(settings.policies().withinNanos()).isEmpty();
        assertThat(settings.journalled())
                .containsEntry("trialsync.device", "simulated:neon")
                .containsEntry("trialsync.sync.policy", "steady")
                .containsEntry("trialsync.sync.interval", "1s")
                .containsEntry("trialsync.estimator", "trialsync")
                .containsEntry("trialsync.device-loss", "warn")
                .doesNotContainKeys("trialsync.criterion", "trialsync.delay.display", "trialsync.run");
    }

    @Test
    void whatIsSetIsInForceAndJournalled() {
        declared.put("trialsync.device", "simulated:neon");
        declared.put("trialsync.criterion", "2500us");
        parameters.put("trialsync.device-loss", "abort-rest");
        parameters.put("trialsync.delay.display", "17ms");
        parameters.put("trialsync.run", "007");
        parameters.put("trialsync.repeat", "true");

        assertThat(settings().policies().deviceLoss()).isEqualTo(DeviceLossPolicy.ABORT_REST);
        assertThat(settings().policies().withinNanos()).hasValue(2_500_000);
        assertThat(settings().run()).isEqualTo(new RunChoice(OptionalInt.of(7), true));
        assertThat(settings().journalled())
                .containsEntry("trialsync.criterion", "2500us")
                .containsEntry("trialsync.delay.display", "17ms");
    }

    @Test
    void aWrongSettingOfTheAnnotationIsLookedForThere() {
        declared.put("trialsync.device", "simulated:neon");
        declared.put("trialsync.criterion", "soon");

        assertThatIllegalArgumentException()
                .isThrownBy(this::settings)
                .withMessageStartingWith(
                        "trialsync.criterion (in the annotation of lab.VisualSearchExperiment): [soon] is not a");
    }

    @Test
    void aParameterComesBeforeTheClassAndThatBeforeTheDefault() {
        declared.put("trialsync.device", "simulated:neon");
        declared.put("trialsync.seed", "5");
        declared.put("trialsync.recording", "never");
        parameters.put("trialsync.device", " companion:192.168.1.21 ");
        parameters.put("trialsync.seed", "7");

        assertThat(settings().devices()).containsExactly(DeviceAddress.parse("companion:192.168.1.21"));
        assertThat(settings().seed()).isEqualTo(7);
        assertThat(settings().policies().recording()).isEqualTo(RecordingPolicy.NEVER);
    }

    @Test
    void anEmptyParameterIsNone() {
        declared.put("trialsync.device", "simulated:neon");
        parameters.put("trialsync.device", "");

        assertThat(settings().devices()).containsExactly(DeviceAddress.parse("simulated:neon"));
    }

    @Test
    void severalDevicesAreSeparatedByCommas() {
        parameters.put("trialsync.device", "simulated:neon?delay=3,20, companion:10.0.0.2:8080,test:x");

        assertThat(settings().devices())
                .extracting(DeviceAddress::text)
                .containsExactly("simulated:neon?delay=3,20", "companion:10.0.0.2:8080", "test:x");
    }

    @Test
    void theServersOfAMasterClockAreOneDevice() {
        parameters.put("trialsync.device", "companion:auto,ntp:one,two:11123,localhost:123,10.0.0.3:1, companion:id=x");

        assertThat(settings().devices())
                .extracting(DeviceAddress::text)
                .containsExactly("companion:auto", "ntp:one,two:11123,localhost:123,10.0.0.3:1", "companion:id=x");
    }

    @Test
    void withoutADeviceTheMessageSaysWhatToSet() {
        assertThatIllegalArgumentException()
                .isThrownBy(this::settings)
                .withMessageStartingWith("trialsync.device: no device is given for lab.VisualSearchExperiment")
                .withMessageContaining("companion:192.168.1.21");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trialsync.device | neon | [neon] is not a device address",
                "trialsync.device | a:x,a:x | [a:x] is given twice",
                "trialsync.participant | P 7 | 1 to 64 letters and digits",
                "trialsync.session | 1_2 | 1 to 64 letters and digits",
                "trialsync.task | a/b | 1 to 64 letters and digits",
                "trialsync.sync.policy | Steady | [Steady] is not one of steady, bursts, sparse",
                "trialsync.sync.interval | 1 | an integer and ns, us, ms or s",
                "trialsync.sync.interval | 1ms | is not within 10.0 ms to 3600 s",
                "trialsync.sync.interval | 2h | an integer and ns, us, ms or s",
                "trialsync.sync.max-pause | -1ms | is not within 0 ns to 3600 s",
                "trialsync.sync.max-pause | 3601s | is not within 0 ns to 3600 s",
                "trialsync.recording | maybe | auto, required, never",
                "trialsync.streams | maybe | auto, never",
                "trialsync.markers.stamp | maybe | explicit, arrival",
                "trialsync.seed | x | whole number",
                "trialsync.seed | 9223372036854775808 | whole number",
                "trialsync.estimator | magic | trialsync, lowest-rtt",
                "trialsync.device | a:x, neon | [neon] after a comma",
                "trialsync.device | a:x, | [] after a comma",
                "trialsync.device-loss | fail_trial | warn, fail-trial, abort-rest",
                "trialsync.criterion | 0ns | is not within 1 ns to 60.0 s",
                "trialsync.criterion | 61s | is not within 1 ns to 60.0 s",
                "trialsync.delay.display | -1ns | is not within 0 ns to 60.0 s",
                "trialsync.delay.stream | 8 ms | an integer and ns, us, ms or s",
                "trialsync.run | 1000000 | the number of a run, 1 to 999999",
                "trialsync.repeat | 1 | true, false",
            })
    void aWrongSettingIsNamedWithItsValueAndWhatIsAllowed(String key, String value, String allowed) {
        declared.put("trialsync.device", "simulated:neon");
        parameters.put(key, value);

        assertThatIllegalArgumentException()
                .isThrownBy(this::settings)
                .withMessageStartingWith(key + ": ")
                .withMessageContaining(value.contains(",") ? "a:x" : "[" + value + "]")
                .withMessageContaining(allowed);
    }

    @Test
    void theTaskIsNamedAfterTheClass() {
        declared.put("trialsync.device", "simulated:neon");
        for (String[] pair : new String[][] {
            {"lab.VisualSearchExperiment", "visualsearch"},
            {"StroopIT", "stroop"},
            {"a.Outer$Inner_Test", "outerinner"},
            {"Experiment", "task"},
            {"Größe", "gre"}
        }) {
            assertThat(configuration(pair[0]).settings().task()).isEqualTo(pair[1]);
        }
    }
}
