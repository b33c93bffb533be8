// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.peer;

/** One line that keeps the largest distance from all proven limits of the offset: the corridor method, as a linear program. */
final class HullLine implements Peer {

    @Override
    public String name() {
        return "hullLine";
    }

    @Override
    public OffsetFunction fit(Samples samples) {
        return MaxMarginLine.through(samples, 0, samples.size());
    }
}
