// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the offset (host − device) of a virtual clock changes: constantly, or at a rate that goes linearly from one value to
 * another and then stays there. Written {@code 25ppm} or {@code 10ppm..40ppm/900s}.
 *
 * @param startPpm change of offset per device second at the start, in ppm; positive if the device is slow
 * @param endPpm the same from the end of the ramp on, in ppm
 * @param rampNanos how long the rate changes, in nanoseconds of device time; zero if it is constant
 */
public record Drift(double startPpm, double endPpm, long rampNanos) {

    /** No drift at all. */
    public static final Drift NONE = constant(0);

    /** Far beyond any quartz, and small enough for {@link #deviceElapsedNanos(long)} to converge fast. */
    private static final double LARGEST_PPM = 10_000;

    private static final double PER_PPM = 1e-6;
    private static final String PPM = "([+-]?\\d{1,5}(?:\\.\\d{1,9})?)ppm";
    private static final Pattern DRIFT = Pattern.compile(PPM + "(?:\\.\\." + PPM + "/(\\S+))?");

    /** @throws IllegalArgumentException if a rate is beyond ±10000 ppm, or a change of rate takes no time */
    public Drift {
        requireInRange(startPpm);
        requireInRange(endPpm);
        if (rampNanos < 0 || (rampNanos == 0 && startPpm != endPpm)) {
            throw new IllegalArgumentException(
                    "a drift that changes needs a duration above zero for it, such as /900s");
        }
    }

    /**
     * {@return a drift that stays the same}
     *
     * @param ppm change of offset per device second, in ppm
     */
    public static Drift constant(double ppm) {
        return new Drift(ppm, ppm, 0);
    }

    /**
     * Parse a drift.
     *
     * @param text such as {@code 25ppm}, {@code -1.5ppm} or {@code 10ppm..40ppm/900s}
     * @return the drift
     * @throws IllegalArgumentException if it is no such text or out of range
     */
    public static Drift parse(String text) {
        Matcher matcher = DRIFT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "[" + text + "] is not a drift; write 25ppm, or 10ppm..40ppm/900s for one that changes");
        }
        double start = Double.parseDouble(matcher.group(1));
        return matcher.group(2) == null
                ? constant(start)
                : new Drift(
                        start,
                        Double.parseDouble(matcher.group(2)),
                        SpecText.durationWithin(matcher.group(3), 1, Long.MAX_VALUE));
    }

    private static void requireInRange(double ppm) {
        if (!(Math.abs(ppm) <= LARGEST_PPM)) {
            throw new IllegalArgumentException("a drift of [" + SpecText.number(ppm) + "ppm] is not within ±10000ppm");
        }
    }

    /**
     * {@return by how much the offset has grown, in nanoseconds}
     *
     * @param deviceElapsedNanos device time since the start, in nanoseconds; before the start the rate is that of the start
     */
    public long offsetGrowthNanos(long deviceElapsedNanos) {
        return Math.round(growth((double) deviceElapsedNanos));
    }

    /**
     * {@return the device time that has passed since the start, in nanoseconds}
     *
     * @param hostElapsedNanos host time since the start, in nanoseconds
     */
    public long deviceElapsedNanos(long hostElapsedNanos) {
        // d = h − g(d), and g changes by less than 1 % of a change of d: each round shrinks the error a hundredfold
        double growth = growth((double) hostElapsedNanos);
        for (int i = 0; i < ROUNDS; i++) {
            growth = growth(hostElapsedNanos - growth);
        }
        return hostElapsedNanos - Math.round(growth);
    }

    private static final int ROUNDS = 10;

    private double growth(double elapsed) {
        if (elapsed <= 0 || rampNanos == 0) {
            return startPpm * PER_PPM * elapsed;
        }
        double change = (endPpm - startPpm) * PER_PPM;
        return elapsed < rampNanos
                ? startPpm * PER_PPM * elapsed + change * elapsed * (elapsed / (2.0 * rampNanos))
                : endPpm * PER_PPM * elapsed - change * rampNanos / 2;
    }

    @Override
    public String toString() {
        String start = SpecText.number(startPpm) + "ppm";
        return rampNanos == 0 ? start : start + ".." + SpecText.number(endPpm) + "ppm/" + SpecText.duration(rampNanos);
    }
}
