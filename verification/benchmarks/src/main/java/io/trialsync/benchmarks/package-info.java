// SPDX-License-Identifier: Apache-2.0
/**
 * The program that measures: {@code clock} and {@code schedule} for accuracy in simulated scenarios, {@code bursts} and
 * {@code phones} for exchanges and whole sessions over sockets, {@code jmh} for speed and memory.
 *
 * <p>It is not published and nothing depends on it. What is random in scenarios comes from seeds given on the command line.
 */
@NullMarked
package io.trialsync.benchmarks;

import org.jspecify.annotations.NullMarked;
