// SPDX-License-Identifier: Apache-2.0
/**
 * The Jupiter extension: an experiment is a test class, a trial is a test.
 *
 * <p>{@link io.trialsync.junit.Experiment} on a class is all that is needed; its tests may ask for a
 * {@link io.trialsync.session.Trial} and the {@link io.trialsync.session.Session}. Everything but Jupiter's own ways is left to
 * the runner.
 */
@NullMarked
package io.trialsync.junit;

import org.jspecify.annotations.NullMarked;
