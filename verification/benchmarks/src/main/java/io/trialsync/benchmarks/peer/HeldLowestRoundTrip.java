// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.peer;

import io.trialsync.benchmarks.scenario.Probe;
import java.util.ArrayList;
import java.util.List;

/** Lab Streaming Layer's way online: the lowest round trip of the newest 8 probes of a burst, held until there is another. */
final class HeldLowestRoundTrip implements OnlinePeer {

    private static final int PROBES = 8;

    @Override
    public String name() {
        return "lslHold";
    }

    @Override
    public long offsetNanos(List<Probe> received) {
        Probe best = received.get(received.size() - 1);
        for (Probe probe : newestBurst(received)) {
            best = probe.exchange().roundTripNanos() < best.exchange().roundTripNanos() ? probe : best;
        }
        return best.exchange().hostMiddleNanos() - best.exchange().deviceNanos();
    }

    private static List<Probe> newestBurst(List<Probe> received) {
        int burst = received.get(received.size() - 1).burst();
        List<Probe> newest = new ArrayList<>();
        for (int i = received.size() - 1; i >= 0 && newest.size() < PROBES; i--) {
            if (received.get(i).burst() == burst) {
                newest.add(received.get(i));
            }
        }
        return newest;
    }
}
