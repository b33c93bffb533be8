// SPDX-License-Identifier: Apache-2.0
/**
 * The core runner: opens the devices, runs a session's trials through their brackets, ends it, aligns it and writes its tables.
 *
 * <p>It is the only way in which the JUnit extension, other test frameworks and the command line run a session, so that none of
 * them holds logic that another would have to repeat. What outlives a session inside a JVM lives in a
 * {@link io.trialsync.runner.RunnerContext}.
 */
@NullMarked
package io.trialsync.runner;

import org.jspecify.annotations.NullMarked;
