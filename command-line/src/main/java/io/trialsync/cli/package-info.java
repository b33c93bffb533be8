// SPDX-License-Identifier: Apache-2.0
/**
 * The {@code trialsync} program: one class for each of its commands.
 *
 * <p>Commands read their arguments, call the libraries and print what came of it; they hold no logic that another way of
 * running TrialSync would have to repeat. A user's mistake ends in one line on the error stream and exit code 1, wrong usage
 * in exit code 2.
 */
@NullMarked
package io.trialsync.cli;

import org.jspecify.annotations.NullMarked;
