// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of a trial before it begins.
 *
 * @param uniqueId what identifies it over reruns
 * @param displayName what people call it
 * @param parameters its parameters by name, in order: strings, numbers and booleans
 */
public record TrialInfo(String uniqueId, String displayName, Map<String, Object> parameters) {

    /** Copies the map. */
    public TrialInfo {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
}
