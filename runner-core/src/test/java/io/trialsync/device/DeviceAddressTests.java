// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceAddressTests {

    @Test
    void anAddressHasASchemeAPlaceAndParametersInTheirOrder() {
        DeviceAddress address = DeviceAddress.parse("simulated:neon?offset=840ms&drift=-25ppm&seed=7");

        assertThat(address.scheme()).isEqualTo("simulated");
        assertThat(address.place()).isEqualTo("neon");
        assertThat(address.parameters().keySet()).containsExactly("offset", "drift", "seed");
        assertThat(address.parameter("drift")).contains("-25ppm");
        assertThat(address.parameter("colour")).isEmpty();
        assertThat(address).hasToString("simulated:neon?offset=840ms&drift=-25ppm&seed=7");
    }

    @ParameterizedTest
    @CsvSource({
        "a:b?k=1%262, 1&2",
        "a:b?k=x%3Dy, x=y",
        "a:b?k=x=y, x=y",
        "a:b?k=+850ms@12s, +850ms@12s",
        "a:b?k=Gr%C3%B6%C3%9Fe, Größe",
        "a:b?k=, ''"
    })
    void valuesArePercentEncodedAndAPlusIsAPlus(String text, String value) {
        assertThat(DeviceAddress.parse(text).parameter("k")).isEqualTo(Optional.of(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "neon", ":neon", "Companion:x", "1a:x", "a b:x", "/dev/x:1"})
    void whatHasNoSchemeIsRefusedWithAnExample(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeviceAddress.parse(text))
                .withMessageContaining("[" + text + "]")
                .withMessageContaining("companion:192.168.1.21");
    }

    @Test
    void aParameterGivenTwiceOrWithoutAValueOrBadlyEncodedIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeviceAddress.parse("a:b?seed=1&seed=2"))
                .withMessage("[seed] is given twice in device address [a:b?seed=1&seed=2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeviceAddress.parse("a:b?seed"))
                .withMessage("[seed] in device address [a:b?seed] is not key=value");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeviceAddress.parse("a:b?k=1&"))
                .withMessageContaining("[] in device address");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeviceAddress.parse("a:b?k=%zz"))
                .withMessage("[%zz] in device address [a:b?k=%zz] is not percent-encoded text");
    }

    @Test
    void anUnknownParameterIsRefusedWithTheKnownOnes() {
        DeviceAddress address = DeviceAddress.parse("a:b?sead=1");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> address.requireOnly(Set.of("seed", "drift")))
                .withMessage("[sead] in device address [a:b?sead=1] is unknown; known are drift, seed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> address.requireOnly(Set.of()))
                .withMessage("[sead] in device address [a:b?sead=1] is unknown; none is known");
    }

    @Test
    void anUnknownSchemeIsRefusedWithWhatIsOnTheClassPath() {
        Devices devices = Devices.onClassPath(getClass().getClassLoader());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> devices.open(DeviceAddress.parse("tobbi:x"), DeviceContext.system()))
                .withMessage("unknown scheme [tobbi] in device address [tobbi:x]; on the class path are"
                        + " companion:192.168.1.21, ntp:time.example.org");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Devices(List.of()).open(DeviceAddress.parse("tobbi:x"), DeviceContext.system()))
                .withMessageContaining("no device providers at all");
    }

    @ParameterizedTest
    @CsvSource({
        "Neon, a41fe4fe2bccf6c3, neon-f6c3",
        "Neon, c3, neon-c3",
        "'', a41fe4fe2bccf6c3, device-f6c3",
        "Pupil Core 2, A-B_C.D, pupilcore2-abcd",
        "Näon, ÄÖ, non",
        "'', '', device"
    })
    void aKeyIsModelAndTheLastFourCharactersOfTheId(String model, String id, String key) {
        assertThat(new DeviceIdentity(id, model, "", Optional.empty()).key()).isEqualTo(key);
    }
}
