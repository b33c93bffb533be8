// SPDX-License-Identifier: Apache-2.0
/**
 * Whole sessions with many simulated phones over real sockets, run as an experiment runs them.
 *
 * <p>Each is run by the core runner in this JVM and read back from its folder, so that what is counted is what a user would
 * find there. The phones run in the same JVM and take their part of the machine.
 */
@NullMarked
package io.trialsync.benchmarks.phones;

import org.jspecify.annotations.NullMarked;
