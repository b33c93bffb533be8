// SPDX-License-Identifier: Apache-2.0
/**
 * JMH benchmarks of fits and conversions, each with a baseline beside it in the same run.
 *
 * <p>Copying the same arrays is the limit that the memory sets; methods of others show what is usual.
 */
@NullMarked
package io.trialsync.benchmarks.speed;

import org.jspecify.annotations.NullMarked;
