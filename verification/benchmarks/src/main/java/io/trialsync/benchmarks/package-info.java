// SPDX-License-Identifier: Apache-2.0
/**
 * The program that measures: {@code clock} for accuracy in simulated scenarios, {@code jmh} for speed and memory.
 *
 * <p>It is not published and nothing depends on it. Everything that is random comes from seeds given on the command line.
 */
@NullMarked
package io.trialsync.benchmarks;

import org.jspecify.annotations.NullMarked;
