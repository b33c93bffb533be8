// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.device.DeviceAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@link CompanionSpec} from an address, so that each error names the key and the value. */
final class SpecReader {

    /** Some 95 years: any two clocks between 1970 and 2065. */
    private static final long LARGEST_OFFSET_NANOS = 3_000_000_000_000_000_000L;

    private static final long COARSEST_RESOLUTION_NANOS = 60_000_000_000L;
    private static final long LONGEST_RECORDING_DELAY_NANOS = 60_000_000_000L;
    private static final long LATEST_NANOS = (1L << 62) - 1;
    private static final int LONGEST_NAME = 100;
    private static final int FULL = 100;
    private static final int MOST_HERTZ = 1000;
    private static final Pattern HERTZ = Pattern.compile("(\\d{1,4})hz");

    private final DeviceAddress address;

    SpecReader(DeviceAddress address) {
        this.address = address;
    }

    CompanionSpec read() {
        CompanionModel model = CompanionModel.parse(address.place());
        Delay delay = value(SpecKey.DELAY, Delay::parse);
        return new CompanionSpec(
                model,
                value(
                        SpecKey.OFFSET,
                        text -> SpecText.durationWithin(text, -LARGEST_OFFSET_NANOS, LARGEST_OFFSET_NANOS)),
                value(SpecKey.DRIFT, Drift::parse),
                given(SpecKey.STEP, PlannedStep::parseAll).orElse(List.of()),
                value(SpecKey.RESOLUTION, text -> SpecText.durationWithin(text, 0, COARSEST_RESOLUTION_NANOS)),
                given(SpecKey.FORWARD, Delay::parse).orElse(delay),
                given(SpecKey.BACKWARD, Delay::parse).orElse(delay),
                value(SpecKey.SEED, text -> SpecText.integerWithin(text, Long.MIN_VALUE, Long.MAX_VALUE)),
                given(SpecKey.AT, text -> SpecText.integerWithin(text, 0, LATEST_NANOS))
                        .map(OptionalLong::of)
                        .orElse(OptionalLong.empty()),
                given(SpecKey.NAME, SpecReader::phoneName).orElse(model.phoneName()),
                (int) (long) value(SpecKey.BATTERY, text -> SpecText.integerWithin(text, 0, FULL)),
                value(SpecKey.STREAM, SpecReader::hertz),
                value(SpecKey.STREAM_DELAY, Delay::parse),
                value(
                        SpecKey.SENSOR_OFFSET,
                        text -> SpecText.durationWithin(text, -LARGEST_OFFSET_NANOS, LARGEST_OFFSET_NANOS)),
                value(SpecKey.RECORDING_DELAY, text -> SpecText.durationWithin(text, 0, LONGEST_RECORDING_DELAY_NANOS)),
                new CompanionIdentity(
                        given(SpecKey.ID, text -> SpecText.matching(text, "[0-9a-f]{16}", "an id of 16 hex digits")),
                        given(SpecKey.SERIAL, text -> SpecText.matching(text, "[0-9A-Za-z]{1,32}", "a serial number")),
                        given(
                                SpecKey.IP,
                                text -> SpecText.matching(text, "\\d{1,3}(\\.\\d{1,3}){3}", "an IPv4 address")),
                        value(SpecKey.TIME_ECHO, text -> SpecText.either(text, "on", "off"))),
                faults());
    }

    private CompanionFaults faults() {
        return new CompanionFaults(
                given(SpecKey.FAULT, PlannedFault::parseAll).orElse(List.of()),
                given(SpecKey.OUTAGE, PlannedOutage::parseAll).orElse(List.of()),
                given(SpecKey.REBOOT, PlannedOutage::parseAll).orElse(List.of()),
                given(SpecKey.STOPPED, text -> SpecText.durationWithin(text, 0, LATEST_NANOS)),
                given(SpecKey.REFUSE, RecordingRefusal::parse),
                value(SpecKey.STOP_RESULT, text -> SpecText.either(text, "spec", "null")),
                value(SpecKey.UNKNOWN, text -> SpecText.either(text, "first", "none")),
                value(SpecKey.SCREEN, text -> SpecText.either(text, "off", "on")),
                given(SpecKey.BATTERY_LIFE, text -> SpecText.durationWithin(text, 1, LATEST_NANOS)));
    }

    private <T> T value(SpecKey key, Function<String, T> parser) {
        return given(key, parser).orElseGet(() -> parser.apply(key.defaultText()));
    }

    private <T> Optional<T> given(SpecKey key, Function<String, T> parser) {
        return address.parameter(key.key()).map(text -> parsed(key, text, parser));
    }

    private static <T> T parsed(SpecKey key, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key.key() + "=" + text + ": " + e.getMessage(), e);
        }
    }

    private static OptionalInt hertz(String text) {
        if (text.equals(SpecKey.STREAM.defaultText())) {
            return OptionalInt.empty();
        }
        Matcher matcher = HERTZ.matcher(text);
        int hertz = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        if (hertz < 1 || hertz > MOST_HERTZ) {
            throw new IllegalArgumentException(
                    "[" + text + "] is not none or a rate from 1hz to " + MOST_HERTZ + "hz, such as 20hz");
        }
        return OptionalInt.of(hertz);
    }

    private static String phoneName(String text) {
        if (text.isBlank() || text.length() > LONGEST_NAME || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a name has 1 to " + LONGEST_NAME + " characters, not all blank and no control characters");
        }
        return text;
    }
}
