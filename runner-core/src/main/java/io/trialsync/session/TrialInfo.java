// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.util.Map;
import java.util.function.Supplier;

/**
 * What is known of a trial before it begins.
 *
 * @param uniqueId what identifies it over reruns
 * @param displayName what people call it
 * @param parameters its parameters by name, in order: strings, numbers and booleans; asked for once, by another thread, after
 *     the trial has begun
 */
public record TrialInfo(String uniqueId, String displayName, Supplier<Map<String, Object>> parameters) {}
