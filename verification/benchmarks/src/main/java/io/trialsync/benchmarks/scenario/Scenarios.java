// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.scenario;

import static io.trialsync.benchmarks.scenario.ClockShape.CONSTANT;
import static io.trialsync.benchmarks.scenario.ClockShape.HARD_WALK;
import static io.trialsync.benchmarks.scenario.ClockShape.MILD_WARM_UP;
import static io.trialsync.benchmarks.scenario.ClockShape.SLEW;
import static io.trialsync.benchmarks.scenario.ClockShape.STEP_20;
import static io.trialsync.benchmarks.scenario.ClockShape.STEP_850;
import static io.trialsync.benchmarks.scenario.ClockShape.WALK;
import static io.trialsync.benchmarks.scenario.ClockShape.WARM_UP;
import static io.trialsync.benchmarks.scenario.Schedule.B100;
import static io.trialsync.benchmarks.scenario.Schedule.B4;
import static io.trialsync.benchmarks.scenario.Schedule.B50;
import static io.trialsync.benchmarks.scenario.Schedule.CONTINUOUS;
import static io.trialsync.benchmarks.scenario.Schedule.ENDS;
import static io.trialsync.benchmarks.scenario.Schedule.LSL;
import static io.trialsync.benchmarks.scenario.Schedule.SPREAD_ENDS;
import static io.trialsync.benchmarks.scenario.Schedule.TRIALS;

import java.util.List;

/** The scenarios of the study: families A (USB), B (Wi-Fi), C (bad Wi-Fi), D (asymmetry), E (random walks), F (steps and slews), G (few exchanges) and Q (coarse stamps). */
public final class Scenarios {

    private static final long MICROSECOND = 1_000;
    private static final long MILLISECOND = 1_000_000;

    private Scenarios() {}

    /** {@return all scenarios, in the order of the study} */
    public static List<Scenario> all() {
        return List.of(
                fine("A1", Link.USB, CONSTANT, B4),
                fine("A2", Link.USB, WARM_UP, B4),
                fine("A3", Link.USB, WALK, B50),
                fine("B1", Link.WIFI, CONSTANT, B50),
                fine("B2", Link.WIFI, WARM_UP, B50),
                fine("B3", Link.WIFI, WARM_UP, B4),
                fine("B4", Link.WIFI, WARM_UP, LSL),
                fine("B5", Link.WIFI, MILD_WARM_UP, LSL),
                fine("B6", Link.WIFI, MILD_WARM_UP, B50),
                fine("C1", Link.BAD_WIFI, CONSTANT, B50),
                fine("C2", Link.BAD_WIFI, WARM_UP, B50),
                fine("C3", Link.BAD_WIFI, WARM_UP, B4),
                fine("C4", Link.BAD_WIFI, WARM_UP, CONTINUOUS),
                fine("C5", Link.BAD_WIFI, WARM_UP, LSL),
                fine("D1", Link.WIFI_60_40, WARM_UP, B50),
                fine("D2", Link.WIFI_80_20, WARM_UP, B50),
                fine("D3", Link.BAD_WIFI_JITTER_80_20, WARM_UP, B50),
                fine("D4", Link.WIFI_POWER_SAVE, WARM_UP, B4),
                fine("E1", Link.WIFI, WALK, B50),
                fine("E2", Link.WIFI, HARD_WALK, B50),
                fine("E3", Link.BAD_WIFI, HARD_WALK, B50),
                fine("F1", Link.WIFI, STEP_850, B50),
                fine("F2", Link.BAD_WIFI, STEP_850, B50),
                fine("F3", Link.BAD_WIFI, STEP_20, B50),
                fine("F4", Link.WIFI, SLEW, B50),
                fine("F5", Link.WIFI, SLEW, LSL),
                fine("G1", Link.WIFI, WARM_UP, TRIALS),
                fine("G2", Link.WIFI, WARM_UP, ENDS),
                fine("G3", Link.BAD_WIFI, CONSTANT, ENDS),
                fine("G4", Link.BAD_WIFI, CONSTANT, SPREAD_ENDS),
                new Scenario("Q1", Link.WIFI, WARM_UP, B100, MILLISECOND, false),
                new Scenario("Q2", Link.USB, CONSTANT, B50, MILLISECOND, false),
                new Scenario("Q3", Link.USB, CONSTANT, B50, MILLISECOND, true),
                new Scenario("Q4", Link.USB, WARM_UP, B50, MILLISECOND, true));
    }

    private static Scenario fine(String id, Link link, ClockShape clock, Schedule schedule) {
        return new Scenario(id, link, clock, schedule, MICROSECOND, false);
    }
}
