// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import org.jspecify.annotations.Nullable;

/**
 * The value of one parameter in one condition of a design.
 *
 * @param index the place of the parameter
 * @param name its name
 * @param value its value
 */
record DesignedValue(int index, String name, @Nullable Object value) {

    @Override
    public String toString() {
        return name + "=" + Arguments.text(value);
    }
}
