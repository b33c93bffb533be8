// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

import io.trialsync.benchmarks.scenario.SimulatedSession;

/**
 * A method of ours under measurement: the fit after the session, or a live clock that knows only what has happened so far.
 * Implementations are immutable.
 */
interface Method {

    /** {@return its name in tables} */
    String name();

    /** {@return what it says about a session's queries} */
    Answers answer(SimulatedSession session, ClockKind kind);
}
