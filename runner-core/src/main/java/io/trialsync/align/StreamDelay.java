// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.clock.HostTime;
import java.util.List;

/**
 * When what a sensor saw was there, by a declared delay.
 *
 * @param nanos the delay, in nanoseconds
 */
record StreamDelay(long nanos) implements FurtherTime {

    static final String COLUMN = "host time minus stream delay [ns]";

    @Override
    public List<String> columns() {
        return List.of(COLUMN);
    }

    @Override
    public void append(StringBuilder cells, HostTime host, boolean withLimits) {
        cells.append(',').append(host.hostNanos() - nanos);
    }
}
