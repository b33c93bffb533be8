// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a device said of its state at one time, for the record.
 *
 * @param values names and values in the device's own words, without personal data; immutable, in order of name
 */
public record DeviceStatus(Map<String, String> values) {

    /** A device that says nothing. */
    public static final DeviceStatus EMPTY = new DeviceStatus(Map.of());

    /** Copies the map. */
    public DeviceStatus {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }
}
