// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the virtual machine of the experiments says when it is done; nothing of it is left if it is killed.
 *
 * @param mistake what is wrong with what was asked for, so that no session began
 * @param problems what failed outside of trials
 * @param failedTests the unique ids of the tests that failed
 * @param stopped why the run was ended, if that kept a trial from beginning
 */
record RunOutcome(
        @Nullable String mistake,
        List<String> problems,
        List<String> failedTests,
        @Nullable String stopped) {

    RunOutcome {
        problems = List.copyOf(problems);
        failedTests = List.copyOf(failedTests);
    }

    static RunOutcome mistaken(String mistake) {
        return new RunOutcome(mistake, List.of(), List.of(), null);
    }
}
