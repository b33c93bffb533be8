// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Arrivals in order of host time. Immutable. */
final class ArrivalSeries {

    private final List<Arrival> byHost;

    ArrivalSeries(List<Arrival> arrivals) {
        Arrival[] ordered = arrivals.toArray(Arrival[]::new);
        Arrays.sort(ordered, Comparator.comparingLong(Arrival::hostNanos).thenComparingLong(Arrival::deviceNanos));
        this.byHost = List.of(ordered);
    }

    /**
     * {@return what arrived from one host time to another}
     *
     * @param fromNanos from this host time on
     * @param toNanos before this host time; none if it is not later
     */
    List<Arrival> during(long fromNanos, long toNanos) {
        return fromNanos < toNanos ? byHost.subList(firstFrom(fromNanos), firstFrom(toNanos)) : List.of();
    }

    private int firstFrom(long hostNanos) {
        int below = -1;
        int above = byHost.size();
        while (above - below > 1) {
            int middle = (below + above) >>> 1;
            if (byHost.get(middle).hostNanos() < hostNanos) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return above;
    }
}
