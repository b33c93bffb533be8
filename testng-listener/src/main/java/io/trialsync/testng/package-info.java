// SPDX-License-Identifier: Apache-2.0
/**
 * The TestNG listener: a class with {@link io.trialsync.testng.Experiment} is an experiment, each invocation of its tests a trial.
 *
 * <p>It only tells the core runner when TestNG comes to what; all logic is in {@code runner-core}. Tests get at their trial and
 * session by {@link io.trialsync.testng.Trials} and {@link io.trialsync.testng.Sessions}, since TestNG lets nobody inject
 * parameters.
 */
@NullMarked
package io.trialsync.testng;

import org.jspecify.annotations.NullMarked;
