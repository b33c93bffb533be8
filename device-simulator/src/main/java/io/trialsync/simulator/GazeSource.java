// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

/** Where a simulated phone's gaze goes. Implementations are thread-safe. */
@FunctionalInterface
interface GazeSource {

    /** The center of the scene video of both eye trackers lies near here. */
    GazeSource WANDERING = GazeSource::wandering;

    /** {@return the gaze so long after the start of a stream, in nanoseconds} */
    GazeSample at(long elapsedNanos);

    /** A slow figure of eight across the scene; the glasses are worn all the time. */
    private static GazeSample wandering(long elapsedNanos) {
        double phase = 2 * Math.PI * (elapsedNanos % 8_000_000_000L) / 8e9;
        return GazeSample.at((float) (800 + 300 * Math.sin(phase)), (float) (600 + 150 * Math.sin(2 * phase)), true);
    }
}
