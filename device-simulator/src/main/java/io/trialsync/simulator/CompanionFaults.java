// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.List;
import java.util.Optional;

/**
 * What is wrong with a simulated phone from its start on, or goes wrong at a time that is given. {@link SpecKey} explains each part;
 * {@link CompanionControls} does the same to a running phone. Immutable.
 *
 * @param replies the faults of its replies and frames
 * @param outages when it is out of the network, without a word
 * @param reboots when it starts anew
 * @param stoppedNanos when another client stops the recording, in nanoseconds of host time after the start
 * @param refusal why recordings do not start
 * @param stopResult whether the end of a recording is answered as the vendor describes it, instead of with null
 * @param unknownFirst whether a component that no client knows comes first
 * @param screenOff whether its screen is off and its radio saves power
 * @param batteryLifeNanos how long its charge lasts, in nanoseconds of host time
 */
public record CompanionFaults(
        List<PlannedFault> replies,
        List<PlannedOutage> outages,
        List<PlannedOutage> reboots,
        Optional<Long> stoppedNanos,
        Optional<RecordingRefusal> refusal,
        boolean stopResult,
        boolean unknownFirst,
        boolean screenOff,
        Optional<Long> batteryLifeNanos) {

    /** Copies the lists. */
    public CompanionFaults {
        replies = List.copyOf(replies);
        outages = List.copyOf(outages);
        reboots = List.copyOf(reboots);
    }
}
