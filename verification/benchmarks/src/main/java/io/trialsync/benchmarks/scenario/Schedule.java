// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.scenario;

import java.util.ArrayList;
import java.util.List;

/** When a session probes its device: bursts of requests. */
public enum Schedule {
    B50("50 each minute"),
    B4("4 each minute"),
    B100("100 each minute"),
    LSL("8 each 5 s"),
    CONTINUOUS("1 a second"),
    TRIALS("10 at both ends of 120 s trials"),
    ENDS("50 at the start and at the end"),
    SPREAD_ENDS("50 over 30 s at the start and at the end");

    /** How many requests of {@link #CONTINUOUS} the methods that need bursts take for one. */
    private static final int CONTINUOUS_BURST = 10;

    private static final double QUICK_SECONDS = 0.020;
    private static final double LSL_SECONDS = 0.064;

    private final String label;

    Schedule(String label) {
        this.label = label;
    }

    /** {@return what it is called in tables} */
    public String label() {
        return label;
    }

    /** A number of requests, evenly spaced unless a reply is late. */
    record Burst(double atSeconds, int requests, double spacingSeconds) {}

    List<Burst> bursts(int sessionSeconds) {
        return switch (this) {
            case B50 -> every(60, sessionSeconds, 50, QUICK_SECONDS);
            case B4 -> every(60, sessionSeconds, 4, QUICK_SECONDS);
            case B100 -> every(60, sessionSeconds, 100, QUICK_SECONDS);
            case LSL -> every(5, sessionSeconds, 8, LSL_SECONDS);
            case CONTINUOUS -> every(CONTINUOUS_BURST, sessionSeconds, CONTINUOUS_BURST, 1);
            case TRIALS -> trials(sessionSeconds);
            case ENDS -> List.of(new Burst(0, 50, QUICK_SECONDS), new Burst(sessionSeconds - 1, 50, QUICK_SECONDS));
            case SPREAD_ENDS -> List.of(new Burst(0, 50, 0.6), new Burst(sessionSeconds - 30, 50, 0.6));
        };
    }

    private static List<Burst> every(int seconds, int sessionSeconds, int requests, double spacingSeconds) {
        List<Burst> bursts = new ArrayList<>();
        for (int at = 0; at <= sessionSeconds; at += seconds) {
            bursts.add(new Burst(at, requests, spacingSeconds));
        }
        return bursts;
    }

    /** Trials of 120 s with pauses of 60 s. */
    private static List<Burst> trials(int sessionSeconds) {
        List<Burst> bursts = new ArrayList<>();
        for (int at = 0; at + 120 <= sessionSeconds; at += 180) {
            bursts.add(new Burst(at, 10, QUICK_SECONDS));
            bursts.add(new Burst(at + 120, 10, QUICK_SECONDS));
        }
        return bursts;
    }
}
