// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Counts the trials that are still to come, by those that are settled: one that was aborted and comes again is not. For one thread
 * at a time, but for the plan, which anyone may make.
 */
final class TrialsToCome {

    /** So many trials after those up to an index. */
    private record Plan(int after, int more) {
        int inAll() {
            return after + more;
        }
    }

    private volatile Plan plan = new Plan(0, 0);
    private final Set<Integer> settled = new HashSet<>();

    void plan(int highest, int more) {
        plan = new Plan(highest, more);
    }

    void ended(RunningTrial trial, Completion completion) {
        if (completion != Completion.ABORTED || !trial.info().againIfAborted()) {
            settled.add(trial.index());
        }
    }

    /** How many there will be in all; empty if that was not said, or was too few. */
    OptionalInt inAll(RunningTrial trial) {
        int inAll = plan.inAll();
        return inAll >= trial.index() ? OptionalInt.of(inAll) : OptionalInt.empty();
    }

    /** How many of the planned ones are not settled. */
    int left() {
        Plan current = plan;
        long done = settled.stream()
                .filter(index -> index > current.after() && index <= current.inAll())
                .count();
        return current.more() - Math.toIntExact(done);
    }
}
