// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What a session that has ended says of itself.
 *
 * @param folder its folder
 * @param addedMedianNanos the median time that was added between two trials, in nanoseconds; empty with fewer than two
 * @param addedLargestNanos the largest such time
 */
public record SessionResult(Path folder, OptionalLong addedMedianNanos, OptionalLong addedLargestNanos) {}
