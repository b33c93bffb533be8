// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

import io.trialsync.benchmarks.scenario.Queries;
import io.trialsync.benchmarks.scenario.SimulatedSession;
import io.trialsync.clock.ClockModel;

/** Which clock of the device is asked for. */
public enum ClockKind {
    /** The clock that exchanges measure, with its steps. */
    WALL {
        @Override
        Queries queries(SimulatedSession session) {
            return session.wallQueries();
        }

        @Override
        ClockModel of(ClockModel wall) {
            return wall;
        }
    },
    /** The clock that stamps the samples: the wall clock when the sensors started, without the steps that came later. */
    SENSOR {
        @Override
        Queries queries(SimulatedSession session) {
            return session.sensorQueries();
        }

        @Override
        ClockModel of(ClockModel wall) {
            return wall.withStepsRemoved();
        }
    };

    abstract Queries queries(SimulatedSession session);

    abstract ClockModel of(ClockModel wall);
}
