// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.peer;

import java.util.List;

/** The methods of others that every scenario is measured with. */
public final class Peers {

    private Peers() {}

    /** {@return all of them, in the order of the study} */
    public static List<Peer> all() {
        return List.of(
                new MedianOnce(),
                new MedianOfBursts(),
                new LowestRoundTrips("tobii4int", 4),
                new LowestRoundTrips("minRTTint", Integer.MAX_VALUE / 2),
                new LslAndXdf(),
                new LeastSquares(),
                new RadclockLike(),
                new HullLine(),
                new HullWindows(),
                new KalmanSmoother());
    }
}
