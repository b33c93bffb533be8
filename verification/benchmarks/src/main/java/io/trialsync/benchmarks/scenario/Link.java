// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.scenario;

import java.util.SplittableRandom;

/** A link between host and device: a medium, and how its delays are shared between the two directions. */
public enum Link {
    USB("USB", Medium.USB, 0.5, 0.5, false),
    WIFI("Wi-Fi", Medium.WIFI, 0.5, 0.5, false),
    BAD_WIFI("bad Wi-Fi", Medium.BAD_WIFI, 0.5, 0.5, false),
    WIFI_60_40("Wi-Fi, base and jitter 60/40", Medium.WIFI, 0.6, 0.6, false),
    WIFI_80_20("Wi-Fi, base and jitter 80/20", Medium.WIFI, 0.8, 0.8, false),
    BAD_WIFI_JITTER_80_20("bad Wi-Fi, jitter 80/20", Medium.BAD_WIFI, 0.5, 0.8, false),
    WIFI_POWER_SAVE("Wi-Fi, power save delays the first request of a burst", Medium.WIFI, 0.5, 0.5, true);

    private static final double LONGEST_MILLIS = 200;
    private static final double POWER_SAVE_MILLIS = 102;
    private static final double PARETO_SHAPE = 1.3;

    private final String label;
    private final Medium medium;
    private final double baseShare;
    private final double jitterShare;
    private final boolean powerSave;

    Link(String label, Medium medium, double baseShare, double jitterShare, boolean powerSave) {
        this.label = label;
        this.medium = medium;
        this.baseShare = baseShare;
        this.jitterShare = jitterShare;
        this.powerSave = powerSave;
    }

    /** {@return what it is called in tables} */
    public String label() {
        return label;
    }

    /** {@return whether one direction is slower than the other on average} */
    public boolean asymmetric() {
        return baseShare != 0.5 || jitterShare != 0.5;
    }

    /** The delays of one session on this link. */
    final class Delays {
        private final SplittableRandom random;
        private final Congestion congestion;

        Delays(SplittableRandom random, double sessionSeconds) {
            this.random = random;
            this.congestion =
                    medium == Medium.BAD_WIFI ? Congestion.draw(random.split(), sessionSeconds) : Congestion.none();
        }

        private Delays(SplittableRandom random, Congestion congestion) {
            this.random = random;
            this.congestion = congestion;
        }

        /** {@return delays of other messages on the same link at the same time, by chance of their own} */
        Delays ofOthers(SplittableRandom chance) {
            return new Delays(chance, congestion.again());
        }

        long forwardNanos(double seconds, boolean firstOfBurst) {
            double asleep = powerSave && firstOfBurst ? random.nextDouble(POWER_SAVE_MILLIS) : 0;
            return nanos(baseShare, jitterShare, congestion.at(seconds).forwardMillis()) + Math.round(asleep * 1e6);
        }

        long backwardNanos(double seconds) {
            return nanos(1 - baseShare, 1 - jitterShare, congestion.at(seconds).backwardMillis());
        }

        private long nanos(double base, double jitter, double queueMillis) {
            double queued = queueMillis == 0 ? 0 : queueMillis + pareto();
            double millis = 2 * base * medium.baseMillis()
                    + 2 * jitter * Math.min(LONGEST_MILLIS, medium.jitterMillis(random) + queued);
            return Math.round(millis * 1e6);
        }

        private double pareto() {
            return Math.pow(1 - random.nextDouble(), -1 / PARETO_SHAPE) - 1;
        }
    }
}
