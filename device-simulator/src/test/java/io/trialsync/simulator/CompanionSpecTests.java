// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompanionSpecTests {

    @Test
    void anAddressWithoutParametersIsANeonOnAGoodWiFi() {
        CompanionSpec spec = CompanionSpec.parse("simulated:");

        assertThat(spec.model()).isEqualTo(CompanionModel.NEON);
        assertThat(spec.offsetNanos()).isZero();
        assertThat(spec.drift()).isEqualTo(Drift.NONE);
        assertThat(spec.steps()).isEmpty();
        assertThat(spec.resolutionNanos()).isEqualTo(1_000_000);
        assertThat(spec.forward()).hasToString("1200us+lognormal(800us,0.9)").isEqualTo(spec.backward());
        assertThat(spec.seed()).isEqualTo(1);
        assertThat(spec.at()).isEmpty();
        assertThat(spec.name()).isEqualTo("Neon Companion");
        assertThat(spec.batteryPercent()).isEqualTo(97);
        assertThat(spec.streamHertz()).isEmpty();
        assertThat(spec.streamDelay()).hasToString("25ms+exp(5ms)");
        assertThat(spec.sensorOffsetNanos()).isZero();
        assertThat(spec.recordingDelayNanos()).isEqualTo(600_000_000);
    }

    @Test
    void everyKeyIsRead() {
        CompanionSpec spec = CompanionSpec.parse("simulated:invisible?offset=-840ms&drift=10ppm..40ppm/900s"
                + "&step=+850ms@12s,-20ms@1s&resolution=0ns&delay=400ms&forward=3ms..20ms&seed=-7"
                + "&at=1685088812484000000&name=Room%203&battery=12&recording-delay=0ms"
                + "&stream=20hz&stream-delay=40ms&sensor-offset=-850ms"
                + "&id=a41fe4fe2bccf6c3&serial=x7k2q&ip=192.168.1.21&time-echo=off&battery-life=90s&screen=off"
                + "&fault=event:no-reply*2@30s,status:huge&unknown=first&refuse=low-storage&stop-result=spec"
                + "&stopped=60s&outage=20s@60s,1s@90s&reboot=5s@120s");

        assertThat(spec.model()).isEqualTo(CompanionModel.INVISIBLE);
        assertThat(spec.offsetNanos()).isEqualTo(-840_000_000);
        assertThat(spec.drift()).hasToString("10ppm..40ppm/900s");
        assertThat(spec.steps()).hasToString("[-20ms@1s, +850ms@12s]");
        assertThat(spec.resolutionNanos()).isZero();
        assertThat(spec.forward()).hasToString("3ms..20ms");
        assertThat(spec.backward()).hasToString("400ms");
        assertThat(spec.seed()).isEqualTo(-7);
        assertThat(spec.at()).hasValue(1_685_088_812_484_000_000L);
        assertThat(spec.name()).isEqualTo("Room 3");
        assertThat(spec.batteryPercent()).isEqualTo(12);
        assertThat(spec.streamHertz()).hasValue(20);
        assertThat(spec.streamDelay()).hasToString("40ms");
        assertThat(spec.sensorOffsetNanos()).isEqualTo(-850_000_000);
        assertThat(spec.recordingDelayNanos()).isZero();
        assertThat(spec.identity())
                .isEqualTo(new CompanionIdentity(
                        Optional.of("a41fe4fe2bccf6c3"), Optional.of("x7k2q"), Optional.of("192.168.1.21"), false));
        assertThat(spec.faults())
                .isEqualTo(new CompanionFaults(
                        List.of(
                                new PlannedFault(PhonePath.EVENT, ReplyFault.NO_REPLY, 2, 30_000_000_000L),
                                new PlannedFault(PhonePath.STATUS, ReplyFault.HUGE, Integer.MAX_VALUE, 0)),
                        List.of(
                                new PlannedOutage(20_000_000_000L, 60_000_000_000L),
                                new PlannedOutage(1_000_000_000L, 90_000_000_000L)),
                        List.of(new PlannedOutage(5_000_000_000L, 120_000_000_000L)),
                        Optional.of(60_000_000_000L),
                        Optional.of(RecordingRefusal.LOW_STORAGE),
                        true,
                        true,
                        true,
                        Optional.of(90_000_000_000L)));
    }

    @Test
    void aCommandMayGiveThePartsOneByOne() {
        assertThat(CompanionSpec.of("neon", Map.of("offset", "840ms")))
                .isEqualTo(CompanionSpec.parse("simulated:neon?offset=840ms"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    offset=840         | offset=840: [840] is not a duration; write an integer and ns, us, ms or s, such as 500ms
                    battery=101        | battery=101: [101] is not an integer from 0 to 100
                    seed=one           | seed=one: [one] is not an integer from -9223372036854775808 to 9223372036854775807
                    at=-1              | at=-1: [-1] is not an integer from 0 to 4611686018427387903
                    resolution=2m      | resolution=2m: [2m] is not a duration; write an integer and ns, us, ms or s, such as 500ms
                    resolution=61s     | resolution=61s: [61s] is not within 0ns to 60s
                    forward=-1ms       | forward=-1ms: [-1ms] is not a delay; write 400ms, 3ms..20ms, 1200us+exp(50us) or 1200us+lognormal(800us,0.9)
                    stream=20          | stream=20: [20] is not none or a rate from 1hz to 1000hz, such as 20hz
                    stream=0hz         | stream=0hz: [0hz] is not none or a rate from 1hz to 1000hz, such as 20hz
                    sensor-offset=850  | sensor-offset=850: [850] is not a duration; write an integer and ns, us, ms or s, such as 500ms
                    id=A41FE4FE2BCCF6C3 | id=A41FE4FE2BCCF6C3: [A41FE4FE2BCCF6C3] is not an id of 16 hex digits
                    ip=neon.local      | ip=neon.local: [neon.local] is not an IPv4 address
                    screen=black       | screen=black: [black] is neither off nor on
                    outage=20s         | outage=20s: [20s] is not an outage; write how long and when, such as 20s@60s
                    reboot=0s@1s       | reboot=0s@1s: an outage lasts longer than zero and begins at the start or later
                    fault=event        | fault=event: [event] is not a fault of a reply; write which reply and what is wrong, such as event:no-reply*2@30s
                    fault=event:huge*0 | fault=event:huge*0: a fault comes once or more often, at the start or later
                    name=              | name=: a name has 1 to 100 characters, not all blank and no control characters
                    """)
    void aWrongValueIsNamedWithItsKeyAndWhatIsAllowed(String parameter, String message) {
        assertThatThrownBy(() -> CompanionSpec.parse("simulated:neon?" + parameter))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void anUnknownKeyIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> CompanionSpec.parse("simulated:neon?ofset=1ms"))
                .hasMessage("[ofset] in device address [simulated:neon?ofset=1ms] is unknown; known are at, backward,"
                        + " battery, battery-life, delay, drift, fault, forward, id, ip, name, offset, outage, reboot,"
                        + " recording-delay, refuse, resolution, screen, seed, sensor-offset, serial, step, stop-result,"
                        + " stopped, stream, stream-delay, time-echo, unknown");
    }

    @Test
    void anUnknownPlaceIsRefused() {
        assertThatThrownBy(() -> CompanionSpec.parse("simulated:core"))
                .hasMessage("[core] is no simulated device; known are neon and invisible");
    }

    @Test
    void theDocumentedDefaultsAreTheDefaults() {
        CompanionSpec spec = CompanionSpec.parse("simulated:neon?offset=0ns&drift=0ppm&resolution=1ms"
                + "&delay=1200us+lognormal(800us,0.9)&seed=1&battery=97&recording-delay=600ms"
                + "&stream-delay=25ms+exp(5ms)&sensor-offset=0ns&time-echo=on&screen=on&unknown=none&stop-result=null");

        assertThat(spec).isEqualTo(CompanionSpec.parse("simulated:neon"));
        assertThat(SpecKey.values()).allSatisfy(key -> assertThat(key.meaning()).isNotBlank());
    }
}
