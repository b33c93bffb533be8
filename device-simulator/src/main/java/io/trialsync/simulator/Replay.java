// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a simulated phone needs to live through a recorded session again. Times are the recorded host's. Immutable.
 *
 * @param wall the clock that stamps, by the fitted model
 * @param exchangeDelays the delays of everything but events
 * @param eventDelays the delays of events
 * @param actions what went wrong, and what changed, counted from the start of the session
 * @param markerNanos when each marker was stamped whose name came once; empty if the session is lived through in real time
 */
record Replay(
        DeviceTimeline wall,
        RecordedDelays exchangeDelays,
        RecordedDelays eventDelays,
        List<PlannedAction> actions,
        Map<String, Long> markerNanos) {

    Replay {
        actions = List.copyOf(actions);
        markerNanos = Map.copyOf(markerNanos);
    }

    /** {@return the recorded host time, in nanoseconds, to which the session has come when a marker arrives} */
    Optional<Long> positionOf(String marker) {
        return Optional.ofNullable(markerNanos.get(marker));
    }
}
