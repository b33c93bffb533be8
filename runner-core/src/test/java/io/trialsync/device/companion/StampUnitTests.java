// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.trialsync.device.DeviceException;
import io.trialsync.device.StatusComponent.Phone;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StampUnitTests {

    private static final long NOW_MILLIS = 1_760_676_788_219L;

    @ParameterizedTest
    @CsvSource({
        "1760676788, seconds",
        "1760676788219, milliseconds",
        "1760676788219000, microseconds",
    })
    void aStampInAnotherUnitIsRecognised(long stamp, String unit) {
        assertThat(StampUnit.NANOSECONDS.mistakenFor(stamp, NOW_MILLIS)).isEqualTo("; this looks like " + unit);
    }

    @ParameterizedTest
    @CsvSource({"1760676788219000000", "1760673300000000000", "0", "-5", "9223372036854775807", "1744271292116000000"})
    void nanosecondsAreNotMistakenHoweverFarOffTheClockIs(long stamp) {
        assertThat(StampUnit.NANOSECONDS.mistakenFor(stamp, NOW_MILLIS)).isEmpty();
    }

    @Test
    void aTimeEchoInNanosecondsIsRecognised() {
        assertThat(StampUnit.MILLISECONDS.mistakenFor(1_760_676_788_219_000_000L, NOW_MILLIS))
                .isEqualTo("; this looks like nanoseconds");
        assertThat(StampUnit.MILLISECONDS.mistakenFor(NOW_MILLIS, NOW_MILLIS)).isEmpty();
    }

    @Test
    void anEventStampedInSecondsOrAsFloatIsRefusedWithTheReason() throws IOException {
        long seconds = System.currentTimeMillis() / 1_000;
        assertRefused(String.valueOf(seconds), "this looks like seconds");
        assertRefused(String.valueOf(seconds * 1_000), "this looks like milliseconds");
        assertRefused("1.7442712926917e18", "this is no whole number, whose last digits are lost");
    }

    private static void assertRefused(String stamp, String reason) throws IOException {
        try (ScriptedPhone phone =
                        ScriptedPhone.answering("{\"result\":{\"recording_id\":null,\"timestamp\":" + stamp + "}}");
                CompanionHttp http = new CompanionHttp(phone.place(), System::nanoTime)) {
            assertThat(catchThrowable(() -> new EventChannel(http).exchange()))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("a whole number of nanoseconds")
                    .hasMessageEndingWith(reason);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.1.21, 192.168.1.21, false",
        "10.0.0.5, 192.168.1.21, true",
        "neon.local, 192.168.1.21, false",
        "127.0.0.1, 192.168.1.21, false",
        "10.0.0.5, '', false",
        "10.0.0.5, fe80::1, false"
    })
    void aPhoneThatReportsAnotherAddressIsNoticed(String used, String reported, boolean noticed) {
        Phone phone = new Phone(
                "a41f",
                Optional.empty(),
                Optional.of(reported).filter(text -> !text.isEmpty()),
                OptionalInt.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                OptionalInt.empty());
        assertThat(AddressNotice.of(new HostAndPort(used, 8080), phone)).hasSize(noticed ? 1 : 0);
    }
}
