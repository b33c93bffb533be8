// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance;

import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.Arrived;
import io.trialsync.junit.Experiment;
import io.trialsync.session.Session;
import io.trialsync.session.Trial;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** A few trials, the last of which goes on until gaze and IMU have been heard in some seconds. */
@Experiment
class ListeningExperiment {

    /** A sensor clock that is behind takes three to be known as such. */
    private static final int SECONDS = 5;

    @RepeatedTest(3)
    void listens(RepetitionInfo repetition, Trial trial, Session session) throws Exception {
        trial.mark("target.on");
        Thread.sleep(100);
        if (repetition.getCurrentRepetition() == repetition.getTotalRepetitions()) {
            JournalSoFar.await(
                    session, journal -> seconds(journal, "gaze") >= SECONDS && seconds(journal, "imu") >= SECONDS);
        }
    }

    /** A second of a stream is journalled when the next one begins. */
    private static long seconds(Journal journal, String stream) {
        return journal.all(Arrived.class)
                .filter(arrival -> arrival.stream().equals(stream))
                .count();
    }
}
