// SPDX-License-Identifier: Apache-2.0
package io.trialsync.example;

import io.trialsync.junit.DesignedTrials;
import io.trialsync.junit.Experiment;
import io.trialsync.junit.Levels;
import io.trialsync.session.Session;
import io.trialsync.session.Trial;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * Is there a T among the Ls? The time to answer grows with the number of letters, and twice as fast if there is none.
 *
 * <p>The simulated phone stands at the start of the recording in {@code invisible-cloud-export}, so that the clock of this
 * session also puts that recording's gaze on the host's timeline.
 */
@Experiment(
        task = "visualsearch",
        device = "simulated:invisible?at=1685088812484000000&offset=840ms&drift=25ppm&delay=3ms..20ms&seed=7")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VisualSearchExperiment {

    private static final double FIXATION_MILLIS = 400;

    private final ResultsTable results = new ResultsTable();
    private ScriptedParticipant participant;

    @BeforeAll
    void seatParticipant(Session session) {
        participant = new ScriptedParticipant(session.random("participant"));
    }

    /** Every combination of set size and target, equally often, in an order that the session's seed decides. */
    @DesignedTrials(repetitions = 4)
    void search(@Levels({"4", "8", "16"}) int setSize, @Levels boolean targetPresent, Trial trial) {
        trial.mark("fixation.on");
        participant.looksAtFixation(FIXATION_MILLIS);
        long shown = trial.mark("letters.on");
        boolean answer = participant.searches(setSize, targetPresent);
        long answered = trial.mark("response");

        long reactionTimeMillis = (answered - shown) / 1_000_000;
        boolean correct = answer == targetPresent;
        trial.put("response", answer ? "present" : "absent");
        trial.put("correct", correct);
        trial.put("reaction time [ms]", reactionTimeMillis);
        results.add(setSize, targetPresent, correct, reactionTimeMillis);
    }

    @AfterAll
    void printResults() {
        System.out.println(results);
    }
}
