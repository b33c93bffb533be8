// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.clock.Bound;
import io.trialsync.clock.ClockModel;
import io.trialsync.clock.HostTime;
import java.util.List;

/**
 * The time of another device of the session, such as an NTP server's, for rows that already have a host time.
 *
 * @param key the device's name in the session, which begins the names of its columns
 * @param model the model of its clock
 */
record MasterTime(String key, ClockModel model) implements FurtherTime {

    @Override
    public List<String> columns() {
        return List.of(key + " time [ns]", key + " earliest [ns]", key + " latest [ns]");
    }

    /** The limits hold for each host time within the row's own limits. */
    @Override
    public void append(StringBuilder cells, HostTime host, boolean withLimits) {
        cells.append(',').append(model.toDevice(host.hostNanos()).deviceNanos());
        if (withLimits) {
            cells.append(',').append(limits(host.limits().earliestNanos()).earliestNanos());
            cells.append(',').append(limits(host.limits().latestNanos()).latestNanos());
        } else {
            cells.append(",,");
        }
    }

    private Bound limits(long hostNanos) {
        return model.toDevice(hostNanos).limits();
    }
}
