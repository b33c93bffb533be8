// SPDX-License-Identifier: Apache-2.0
package io.trialsync.runner;

import io.trialsync.align.AlignedDevice;
import io.trialsync.align.SensorChoice;
import io.trialsync.align.SessionAlignment;
import io.trialsync.align.TrialRow;
import io.trialsync.clock.Bound;
import io.trialsync.clock.ClockModel;
import io.trialsync.clock.Durations;
import io.trialsync.clock.Knot;
import io.trialsync.clock.SensorVerdict;
import io.trialsync.journal.JournalRecord.Exchanged;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One device of a session in a few words. */
final class DeviceSummary {

    private static final long DAY_NANOS = 86_400_000_000_000L;

    private DeviceSummary() {}

    static List<String> of(SessionAlignment session, AlignedDevice device, List<TrialRow> trials) {
        if (device instanceof AlignedDevice.NotFitted not) {
            return List.of(device.key() + ": NOT ALIGNED, " + not.reason());
        }
        AlignedDevice.Fitted fitted = (AlignedDevice.Fitted) device;
        List<String> lines = new ArrayList<>();
        lines.add(device.key() + ": " + position(fitted.wall()) + ", " + drift(fitted.wall()) + ", "
                + plural(fitted.wall().steps().size(), "step"));
        lines.add("  " + exchanges(session, fitted));
        lines.add("  " + uncertainty(device.key(), trials));
        fitted.wall().findings().forEach(finding -> lines.add("  " + finding));
        sensor(fitted.sensorChoice()).ifPresent(line -> lines.add("  " + line));
        return lines;
    }

    /** Nothing of a sensor clock that no stream could check: most sessions have none. */
    private static Optional<String> sensor(SensorChoice choice) {
        if (choice.verdict() instanceof SensorVerdict.Unchecked) {
            return Optional.empty();
        }
        boolean contradicted = choice.contradiction().isPresent();
        return Optional.of(
                (contradicted ? "SENSOR CLOCK CONTRADICTED: " : "sensor clock checked: ") + choice.sentence());
    }

    private static String position(ClockModel wall) {
        List<Knot> knots = wall.segments().get(wall.segments().size() - 1).knots();
        long offset = knots.get(knots.size() - 1).offsetNanos();
        return "wall clock " + distance(Math.abs(offset)) + (offset < 0 ? " ahead of" : " behind") + " this computer";
    }

    private static String distance(long nanos) {
        return nanos < DAY_NANOS
                ? Durations.format(nanos)
                : String.format(Locale.ROOT, "%.1f days", (double) nanos / DAY_NANOS);
    }

    /** The drift over the longest segment, with what its limits leave open. */
    private static String drift(ClockModel wall) {
        List<Knot> knots = wall.segments().stream()
                .map(segment -> segment.knots())
                .max((a, b) -> Long.compare(span(a), span(b)))
                .orElseThrow();
        long span = span(knots);
        if (span == 0) {
            return "drift not known";
        }
        Bound first = knots.get(0).limits();
        Bound last = knots.get(knots.size() - 1).limits();
        double most = 1e6 * (last.latestNanos() - first.earliestNanos()) / span;
        double least = 1e6 * (last.earliestNanos() - first.latestNanos()) / span;
        double assumed = wall.assumptions().maxDriftPpm();
        if (least < -assumed && most > assumed) {
            return String.format(Locale.ROOT, "drift not known beyond the assumed ±%.0f ppm", assumed);
        }
        least = Math.max(least, -assumed);
        most = Math.min(most, assumed);
        return String.format(Locale.ROOT, "drift within %.0f to %.0f ppm", least, most);
    }

    private static long span(List<Knot> knots) {
        return knots.get(knots.size() - 1).deviceNanos() - knots.get(0).deviceNanos();
    }

    private static String exchanges(SessionAlignment session, AlignedDevice.Fitted device) {
        long[] roundTrips = session.journal()
                .all(Exchanged.class)
                .filter(exchange -> exchange.device().equals(device.key()))
                .mapToLong(exchange -> exchange.hostReceiveNanos() - exchange.hostSendNanos())
                .sorted()
                .toArray();
        return plural(device.exchanges(), "exchange") + ", round trip best " + Durations.format(roundTrips[0])
                + ", median " + Durations.format(roundTrips[roundTrips.length / 2]) + " (estimator "
                + device.wall().estimator() + ")";
    }

    private static String uncertainty(String key, List<TrialRow> trials) {
        long[] sorted = trials.stream()
                .filter(trial -> trial.onDevices().containsKey(key))
                .mapToLong(trial -> trial.onDevices().get(key).uncertaintyNanos())
                .sorted()
                .toArray();
        return sorted.length == 0
                ? "no trials"
                : "uncertainty during trials: median " + Durations.format(sorted[sorted.length / 2]) + ", largest "
                        + Durations.format(sorted[sorted.length - 1]);
    }

    static String plural(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
