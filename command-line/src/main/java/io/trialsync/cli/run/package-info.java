// SPDX-License-Identifier: Apache-2.0
/**
 * Runs experiment classes in a Java virtual machine of their own, for {@code trialsync run}.
 *
 * <p>The program's side starts that machine with the user's class path before ours, hands the experimenter's keys on to it and says
 * what came of it; the other side finds the experiments, runs them by JUnit's launcher and shows each trial. Between the two there
 * are the pipe of keys, whose end means that the program is gone, and a folder with what is asked for and what came of it.
 */
@NullMarked
package io.trialsync.cli.run;

import org.jspecify.annotations.NullMarked;
