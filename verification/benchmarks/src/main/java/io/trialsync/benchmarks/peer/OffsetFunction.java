// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.peer;

/** An offset as a function of device time, both relative to the anchors of the {@link Samples} it was fitted to. */
@FunctionalInterface
public interface OffsetFunction {

    /**
     * {@return host − device, in microseconds}
     *
     * @param seconds device time, in seconds
     */
    double microsAt(double seconds);
}
