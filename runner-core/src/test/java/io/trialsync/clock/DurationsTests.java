// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTests {

    @ParameterizedTest
    @CsvSource({
        "0ns, 0",
        "840ms, 840000000",
        "-2s, -2000000000",
        "+7us, 7000",
        "007ns, 7",
        "9223372036s, 9223372036000000000",
        "9223372036854775807ns, 9223372036854775807",
        "-9223372036854775808ns, -9223372036854775808"
    })
    void anIntegerAndAUnitAreADuration(String text, long nanos) {
        assertThat(Durations.parseNanos(text)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "ms", "1.5ms", "5 ms", "5ms ", "5MS", "5min", "--5ms", "٥ms", "1e3ns", "5ms\n"})
    void anythingElseIsRefusedWithTheTextGivenAndAnExample(String text) {
        assertThatThrownBy(() -> Durations.parseNanos(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("[" + text + "] is not a duration; write an integer and ns, us, ms or s, such as 500ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372037s", "-9223372037s", "9223372036854775808ns", "99999999999999999999999ns"})
    void whatDoesNotFitIntoALongIsTooLong(String text) {
        assertThatThrownBy(() -> Durations.parseNanos(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("[" + text + "] is too long a duration; at most 292 years are allowed");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 ns",
        "17, 17 ns",
        "-17, -17 ns",
        "999, 999 ns",
        "1000, 1.00 µs",
        "9994, 9.99 µs",
        "9995, 10.0 µs",
        "99949, 99.9 µs",
        "99950, 100 µs",
        "999499, 999 µs",
        "999500, 1.00 ms",
        "12340000, 12.3 ms",
        "840000000, 840 ms",
        "-840000000, -840 ms",
        "999500000, 1.00 s",
        "86400000000000, 86400 s",
        "-9223372036854775808, -9223372037 s"
    })
    void aDurationIsShownWithTheUnitThatSuitsIt(long nanos, String text) {
        assertThat(Durations.format(nanos)).isEqualTo(text);
    }

    @Test
    void secondsHaveSixDecimalsWhateverTheirSize() {
        assertThat(Durations.seconds(0)).isEqualTo("0.000000");
        assertThat(Durations.seconds(1_500)).isEqualTo("0.000002");
        assertThat(Durations.seconds(1_499)).isEqualTo("0.000001");
        assertThat(Durations.seconds(-1)).isEqualTo("0.000000");
        assertThat(Durations.seconds(1_700_000_000_123_456_789L)).isEqualTo("1700000000.123457");
        assertThat(Durations.seconds(Long.MIN_VALUE)).isEqualTo("-9223372036.854776");
    }
}
