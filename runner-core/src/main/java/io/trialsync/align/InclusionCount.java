// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.clock.Durations;
import java.util.List;
import java.util.Optional;

/**
 * How many of a session's trials are included by its criterion.
 *
 * @param included how many are
 * @param unknown of how many it cannot be said
 * @param trials how many there are, each attempt counted
 * @param criterion the criterion
 */
public record InclusionCount(long included, long unknown, long trials, InclusionCriterion criterion) {

    /**
     * {@return the count; empty if the session has no criterion}
     *
     * @param session the session
     * @param trials its trials; those whose begin is lost are counted as well, and cannot be judged
     */
    public static Optional<InclusionCount> of(SessionAlignment session, List<TrialRow> trials) {
        InclusionCriterion criterion = session.criterion();
        if (criterion.withinNanos().isEmpty()) {
            return Optional.empty();
        }
        List<Optional<Boolean>> verdicts = trials.stream()
                .map(trial -> criterion.judge(trial, session.devices().values()).ok())
                .toList();
        long lost = TrialTable.withLostBegin(session.journal()).size();
        return Optional.of(new InclusionCount(
                verdicts.stream().filter(ok -> ok.orElse(false)).count(),
                verdicts.stream().filter(Optional::isEmpty).count() + lost,
                trials.size() + lost,
                criterion));
    }

    /** {@return the same for people, such as {@code 23 of 24 trials within 2.50 ms}} */
    public String sentence() {
        return included + " of " + trials + (trials == 1 ? " trial" : " trials") + " within "
                + Durations.format(criterion.withinNanos().orElseThrow())
                + (unknown == 0 ? "" : ", " + unknown + " CANNOT BE JUDGED (sync_note in trials.csv)")
                + criterion.change().map(change -> "; " + change).orElse("");
    }
}
