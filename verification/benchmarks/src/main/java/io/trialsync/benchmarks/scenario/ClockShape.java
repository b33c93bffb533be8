// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.scenario;

import java.util.SplittableRandom;

/** How the rate of a device clock runs over a session; ppm says by how much the device is fast. */
public enum ClockShape {
    CONSTANT("constant 20 ppm"),
    WARM_UP("warm-up from 10 to 40 ppm, 0.5 ppm air conditioning"),
    MILD_WARM_UP("warm-up from 20 to 23 ppm"),
    WALK("12 ppm, random walk of 0.003 ppm/√s"),
    HARD_WALK("12 ppm, random walk of 0.02 ppm/√s"),
    STEP_850("20 ppm, jumps 850 ms ahead"),
    STEP_20("20 ppm, jumps 20 ms ahead"),
    SLEW("20 ppm, slews at 500 ppm for 200 s");

    private static final double WARM_UP_SECONDS = 900;
    private static final double AIR_CONDITIONING_SECONDS = 1200;
    private static final int SLEW_SECONDS = 200;
    private static final long LARGEST_START_NANOS = 2_000_000_000L;

    private final String label;

    ClockShape(String label) {
        this.label = label;
    }

    /** {@return what it is called in tables} */
    public String label() {
        return label;
    }

    /** {@return whether the wall clock jumps} */
    public boolean steps() {
        return stepNanos() != 0;
    }

    DeviceTruth draw(SplittableRandom random, int sessionSeconds) {
        long start = random.nextLong(-LARGEST_START_NANOS, LARGEST_START_NANOS);
        double disturbedAt = sessionSeconds * random.nextDouble(0.4, 0.6);
        double[] rates = rates(random, sessionSeconds, (int) disturbedAt);
        return new DeviceTruth(rates, start, Math.round(disturbedAt * 1e9), stepNanos());
    }

    private long stepNanos() {
        return switch (this) {
            case STEP_850 -> 850_000_000L;
            case STEP_20 -> 20_000_000L;
            default -> 0;
        };
    }

    private double[] rates(SplittableRandom random, int sessionSeconds, int slewFrom) {
        double[] rates = new double[sessionSeconds + 1];
        double phase = random.nextDouble(2 * Math.PI);
        double walked = 0;
        for (int second = 0; second < rates.length; second++) {
            rates[second] = ratePpm(second, phase, slewFrom) + walked;
            walked += walkPpm() * random.nextGaussian();
        }
        return rates;
    }

    private double walkPpm() {
        return switch (this) {
            case WALK -> 0.003;
            case HARD_WALK -> 0.02;
            default -> 0;
        };
    }

    private double ratePpm(int second, double phase, int slewFrom) {
        return switch (this) {
            case CONSTANT, STEP_850, STEP_20 -> 20;
            case WARM_UP ->
                40
                        - 30 * Math.exp(-second / WARM_UP_SECONDS)
                        + 0.5 * Math.sin(phase + 2 * Math.PI * second / AIR_CONDITIONING_SECONDS);
            case MILD_WARM_UP -> 23 - 3 * Math.exp(-second / WARM_UP_SECONDS);
            case WALK, HARD_WALK -> 12;
            case SLEW -> slewFrom <= second && second < slewFrom + SLEW_SECONDS ? 520 : 20;
        };
    }
}
