// SPDX-License-Identifier: Apache-2.0
package io.trialsync.example;

import io.trialsync.junit.Experiment;
import io.trialsync.session.Session;
import io.trialsync.session.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

    private static final int[] SET_SIZES = {4, 8, 16};
    private static final int REPETITIONS = 4;
    private static final double FIXATION_MILLIS = 400;

    private final ResultsTable results = new ResultsTable();
    private ScriptedParticipant participant;

    @BeforeAll
    void seatParticipant(Session session) {
        participant = new ScriptedParticipant(new Random(session.seed()));
    }

    /** Every combination of set size and target, equally often, in an order that the session's seed decides. */
    static Stream<Arguments> displays(Session session) {
        List<Arguments> displays = new ArrayList<>();
        for (int repetition = 0; repetition < REPETITIONS; repetition++) {
            for (int setSize : SET_SIZES) {
                displays.add(Arguments.of(setSize, true));
                displays.add(Arguments.of(setSize, false));
            }
        }
        Collections.shuffle(displays, new Random(session.seed()));
        return displays.stream();
    }

    @ParameterizedTest(name = "{0} letters, target {1}")
    @MethodSource("displays")
    void search(int setSize, boolean targetPresent, Trial trial) {
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
