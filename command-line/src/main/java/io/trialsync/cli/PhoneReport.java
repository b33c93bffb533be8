// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.device.DeviceIdentity;
import io.trialsync.device.companion.discovery.FoundCompanion;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code discover} tells of a phone.
 *
 * @param phone what it announces
 * @param identity what it says of itself, if it answers
 * @param state its state in its own words, such as {@code battery_level}
 * @param offset its clock against the host's, if that could be measured
 * @param failure why something is missing
 */
record PhoneReport(
        FoundCompanion phone,
        Optional<DeviceIdentity> identity,
        Map<String, String> state,
        Optional<MeasuredOffset> offset,
        Optional<String> failure) {

    private static final double GIGABYTE = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    /**
     * A clock's offset as it is now.
     *
     * @param offsetNanos host − device, in nanoseconds
     * @param uncertaintyNanos its half-width of at least 95 %, in nanoseconds
     */
    record MeasuredOffset(long offsetNanos, long uncertaintyNanos) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "offset %+.1f ± %.1f ms (phone %s)",
                    offsetNanos / NANOS_PER_MILLI,
                    uncertaintyNanos / NANOS_PER_MILLI,
                    Math.abs(offsetNanos) <= uncertaintyNanos ? "in time" : offsetNanos > 0 ? "behind" : "ahead");
        }
    }

    /** One line for people. */
    String line() {
        StringBuilder line = new StringBuilder(phone.name());
        identity.ifPresent(who -> line.append("  ").append(who.model()));
        identity.flatMap(DeviceIdentity::serial)
                .ifPresent(serial -> line.append("  serial ").append(serial));
        line.append("  id ").append(phone.id()).append("  ").append(phone.address());
        number("battery_level")
                .ifPresent(percent -> line.append(String.format(Locale.ROOT, "  battery %.0f %%", percent)));
        number("memory")
                .ifPresent(bytes -> line.append(String.format(Locale.ROOT, "  %.1f GB free", bytes / GIGABYTE)));
        offset.ifPresent(measured -> line.append("  ").append(measured));
        failure.ifPresent(reason -> line.append("  (").append(reason).append(')'));
        return line.toString();
    }

    /** The fields of one JSON object; what is not known is null. */
    Map<String, @Nullable Object> fields(String event) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("event", event);
        fields.put("id", phone.id());
        fields.put("name", phone.name());
        fields.put("model", identity.map(DeviceIdentity::model).orElse(null));
        fields.put("serial", identity.flatMap(DeviceIdentity::serial).orElse(null));
        fields.put("address", phone.address());
        fields.put("lasting_address", phone.lastingAddress());
        fields.put("interfaces", phone.interfaces());
        fields.put("battery_percent", number("battery_level").map(Math::round).orElse(null));
        fields.put("storage_free_bytes", number("memory").map(Double::longValue).orElse(null));
        // as in the journal, 64-bit nanoseconds are strings, which no reader rounds
        fields.put("offset_ns", offset.map(o -> Long.toString(o.offsetNanos())).orElse(null));
        fields.put(
                "uncertainty_ns",
                offset.map(o -> Long.toString(o.uncertaintyNanos())).orElse(null));
        fields.put("problem", failure.orElse(null));
        return fields;
    }

    private Optional<Double> number(String key) {
        try {
            return Optional.ofNullable(state.get(key)).map(Double::valueOf);
        } catch (NumberFormatException e) {
            return Optional.empty(); // a phone that says something else here is not known
        }
    }
}
