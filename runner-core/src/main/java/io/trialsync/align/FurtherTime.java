// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.clock.HostTime;
import java.util.List;

/** What is appended to a converted row beside its host time. Immutable. */
interface FurtherTime {

    /** {@return the columns that are appended for it} */
    List<String> columns();

    /** Append the cells of a row; without limits where the row has none that hold. */
    void append(StringBuilder cells, HostTime host, boolean withLimits);

    /** Append the cells of a row without a host time. */
    default void appendNothing(StringBuilder cells) {
        cells.append(",".repeat(columns().size()));
    }
}
