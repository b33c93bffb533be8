// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.HostClock;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalWriter;
import io.trialsync.journal.TrialArmed;
import io.trialsync.journal.TrialNotBegun;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Journals the borders of trials, with their markers and exchanges. For one thread at a time. */
final class TrialLog {

    private static final int LONGEST_TEXT = 1_000;

    private final JournalWriter journal;
    private final HostClock clock;
    private final MarkerLog markers;
    private final DeviceLinks links;
    private final ProgressListener progress;
    private final TrialPace pace = new TrialPace();
    private final TrialsToCome toCome = new TrialsToCome();
    private int trials;

    TrialLog(JournalWriter journal, HostClock clock, MarkerLog markers, DeviceLinks links, ProgressListener progress) {
        this.journal = journal;
        this.clock = clock;
        this.markers = markers;
        this.links = links;
        this.progress = progress;
    }

    /** Say how many trials come after the one with the highest index so far. */
    void plan(int highest, int more) {
        toCome.plan(highest, more);
    }

    /** How many trials have begun. */
    int count() {
        return trials;
    }

    /** Journal that a trial is about to begin. */
    void arm(RunningTrial trial) {
        journal.append(new TrialArmed(trial.index(), trial.attempt(), clock.nowNanos()));
    }

    /** Wait for the begin of a trial and journal it. */
    void begin(RunningTrial trial) {
        if (!trial.awaitBegin()) {
            if (!trial.isFinished()) {
                fault("trial " + trial.index() + " was about to begin when the session ended");
            }
            return;
        }
        trials++;
        long hostNanos = clock.toHostNanos(trial.begin());
        journal.append(new JournalRecord.TrialBegin(
                trial.index(),
                trial.attempt(),
                trial.place().block(),
                trial.place().indexInBlock(),
                trial.info().uniqueId(),
                PlainValues.shortened(trial.info().displayName(), LONGEST_TEXT),
                parameters(trial),
                hostNanos,
                trial.beginWidth()));
        markers.stamp("begin", trial, hostNanos, trial.beginWidth(), MarkerSource.CALL);
        links.border();
    }

    private Map<String, Object> parameters(RunningTrial trial) {
        try {
            return PlainValues.journalled(trial.info().parameters().get(), LONGEST_TEXT);
        } catch (RuntimeException e) {
            fault("the parameters of trial " + trial.index() + " cannot be read: " + e);
            return Map.of();
        }
    }

    /** Journal the end of a trial, or that it never began. */
    void end(RunningTrial trial, Completion completion, Optional<String> message, boolean upperBound) {
        Optional<String> why = message.map(text -> PlainValues.shortened(text, PlainValues.LONGEST_TEXT));
        if (!trial.began()) {
            notBegun(trial, completion, why);
            return;
        }
        journal.append(new JournalRecord.TrialEnd(
                trial.index(),
                trial.attempt(),
                completion.label(),
                why.orElse(null),
                trial.data(),
                upperBound,
                clock.toHostNanos(trial.end()),
                trial.endWidth()));
        markers.stamp("end", trial, clock.toHostNanos(trial.end()), trial.endWidth(), MarkerSource.CALL);
        links.border();
        progress.trialEnded(report(trial, completion));
    }

    /** Even if nothing was thrown, as where another extension left the body out, it did not complete. */
    private void notBegun(RunningTrial trial, Completion given, Optional<String> why) {
        Completion completion = given == Completion.COMPLETED ? Completion.ABORTED : given;
        toCome.ended(trial, given);
        journal.append(new TrialNotBegun(
                trial.index(),
                trial.attempt(),
                trial.place().block(),
                trial.place().indexInBlock(),
                trial.info().uniqueId(),
                PlainValues.shortened(trial.info().displayName(), LONGEST_TEXT),
                completion.label(),
                why.orElse(null),
                clock.toHostNanos(trial.end())));
        fault("trial " + trial.index() + " did not begin: " + why.orElse(completion.label()));
    }

    private TrialReport report(RunningTrial trial, Completion completion) {
        pace.ended(trial.begin(), trial.end());
        toCome.ended(trial, completion);
        OptionalInt inAll = toCome.inAll(trial);
        return new TrialReport(
                trial.index(),
                inAll,
                trial.attempt(),
                PlainValues.shortened(trial.info().displayName(), LONGEST_TEXT),
                completion,
                links.uncertaintyNanos(clock.toHostNanos(trial.end())),
                trial.end() - trial.begin(),
                inAll.isPresent() ? pace.remainingNanos(toCome.left()) : OptionalLong.empty());
    }

    private void fault(String message) {
        journal.append(new JournalRecord.Fault(null, "trial", null, message, clock.nowNanos()));
    }
}
