// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.clock.PairOffset;
import io.trialsync.device.DeviceIdentity;
import io.trialsync.session.LinkQuality;
import io.trialsync.session.check.CheckReport;
import io.trialsync.session.check.CheckResult;
import io.trialsync.session.check.ClockReading;
import io.trialsync.session.check.DeviceFacts;
import io.trialsync.session.check.DevicePair;
import io.trialsync.session.check.DeviceReport;
import io.trialsync.session.check.Finding;
import io.trialsync.session.check.Unchecked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A check for programs: the fields of one JSON object. As in the journal, 64-bit nanoseconds are strings, which no reader rounds. Pure. */
final class CheckJson {

    private static final String FORMAT = "trialsync-check/1";

    private CheckJson() {}

    static Map<String, @Nullable Object> of(CheckReport report) {
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        root.put("format", FORMAT);
        root.put("ready", report.ready());
        root.put("devices", report.devices().stream().map(CheckJson::device).toList());
        root.put("pairs", report.pairs().stream().map(CheckJson::pair).toList());
        root.put("computer", findings(report.computer()));
        List<Map<String, @Nullable Object>> unchecked = new ArrayList<>();
        report.devices().forEach(device -> unchecked(unchecked, device.name(), device.results()));
        unchecked(unchecked, null, report.computer());
        root.put("not_checked", unchecked);
        return root;
    }

    private static Map<String, @Nullable Object> device(DeviceReport device) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("address", device.address().text());
        fields.put("device", device.facts().isPresent() ? device.name() : null);
        device.facts().ifPresent(facts -> put(fields, facts));
        device.clock().ifPresent(clock -> put(fields, clock));
        fields.put("findings", findings(device.results()));
        return fields;
    }

    private static void put(Map<String, @Nullable Object> fields, DeviceFacts facts) {
        DeviceIdentity who = facts.identity();
        fields.put("id", who.id());
        fields.put("name", who.name());
        fields.put("model", who.model());
        fields.put("serial", who.serial().orElse(null));
        fields.put("simulated", facts.simulated());
        fields.put("status", facts.status().values());
        fields.put("recording", facts.recording().orElse(null));
        if (!facts.sync().exchanges().isEmpty()) {
            LinkQuality link = LinkQuality.of(facts.sync().exchanges());
            fields.put("channel", facts.sync().channel());
            fields.put("exchanges", link.exchanges());
            fields.put("round_trip_best_ns", Long.toString(link.bestNanos()));
            fields.put("round_trip_median_ns", Long.toString(link.medianNanos()));
            fields.put("round_trip_p95_ns", Long.toString(link.p95Nanos()));
        }
    }

    private static void put(Map<String, @Nullable Object> fields, ClockReading clock) {
        fields.put("host_ns", Long.toString(clock.hostNanos()));
        fields.put("offset_ns", Long.toString(clock.offsetNanos()));
        fields.put("uncertainty_ns", Long.toString(clock.uncertaintyNanos()));
        fields.put("earliest_offset_ns", Long.toString(clock.limits().earliestNanos()));
        fields.put("latest_offset_ns", Long.toString(clock.limits().latestNanos()));
        fields.put("median_offset_ns", Long.toString(clock.median()));
        fields.put("median_of", clock.medianOf());
    }

    private static Map<String, Object> pair(DevicePair pair) {
        PairOffset offset = pair.offset();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("device", pair.one());
        fields.put("other", pair.other());
        fields.put("host_ns", Long.toString(offset.hostNanos()));
        fields.put("device_minus_other_ns", Long.toString(offset.offsetNanos()));
        fields.put("uncertainty_ns", Long.toString(offset.uncertainty().totalNanos()));
        fields.put("least_ns", Long.toString(offset.limits().earliestNanos()));
        fields.put("largest_ns", Long.toString(offset.limits().latestNanos()));
        return fields;
    }

    private static List<Map<String, String>> findings(List<CheckResult> results) {
        List<Map<String, String>> findings = new ArrayList<>();
        for (CheckResult result : results) {
            if (result instanceof Finding finding) {
                Map<String, String> fields = new LinkedHashMap<>();
                fields.put("level", finding.level().name().toLowerCase(Locale.ROOT));
                fields.put("subject", finding.subject());
                fields.put("text", finding.text());
                fields.put("advice", finding.advice());
                findings.add(fields);
            }
        }
        return findings;
    }

    private static void unchecked(
            List<Map<String, @Nullable Object>> all, @Nullable String device, List<CheckResult> results) {
        for (CheckResult result : results) {
            if (result instanceof Unchecked not) {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                fields.put("device", device);
                fields.put("subject", not.subject());
                fields.put("reason", not.reason());
                all.add(fields);
            }
        }
    }
}
