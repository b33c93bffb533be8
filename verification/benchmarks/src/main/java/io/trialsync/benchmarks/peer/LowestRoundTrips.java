// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.peer;

import io.trialsync.benchmarks.peer.Polyline.Point;

/** The way of Tobii's guide: of the first exchanges of each burst the one with the lowest round trip time, with straight lines between. */
final class LowestRoundTrips implements Peer {

    private final String name;
    private final int count;

    /** @param count how many exchanges of a burst are looked at */
    LowestRoundTrips(String name, int count) {
        this.name = name;
        this.count = count;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public OffsetFunction fit(Samples samples) {
        return new Polyline(samples.bursts().stream()
                .mapToInt(burst -> samples.lowestRoundTrip(burst.first(count)))
                .mapToObj(best -> new Point(samples.seconds(best), samples.middle(best)))
                .toList());
    }
}
