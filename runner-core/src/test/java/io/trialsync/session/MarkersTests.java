// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.trialsync.journal.JournalRecord.MarkerStamped;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkersTests {

    @TempDir
    Path directory;

    private Lab lab;
    private final TestDevice device = TestDevice.inMemory();

    @BeforeEach
    void prepareTheLab() {
        lab = new Lab(directory);
    }

    @AfterEach
    void nothingIsLeftRunning() throws InterruptedException {
        Lab.assertNoThreadOfOursIsLeft();
    }

    @Test
    void markersAreNamedAfterTheirTrialAndSentInOrder() throws Exception {
        LiveSession session = lab.open(device);
        session.beginBlock("practice");
        Lab.trial(session, "a", trial -> trial.mark("stimulus.draw"));
        Lab.trial(session, "b", trial -> {
            trial.mark("x");
            trial.mark("x");
            trial.mark("x");
        });
        session.endBlock();
        session.close();

        List<String> expected = List.of(
                "block.01.begin",
                "trial.001.begin",
                "trial.001.stimulus.draw",
                "trial.001.end",
                "trial.002.begin",
                "trial.002.x",
                "trial.002.x.2",
                "trial.002.x.3",
                "trial.002.end",
                "block.01.end");
        assertThat(Lab.markers(session)).isEqualTo(expected);
        assertThat(device.sent).isEqualTo(expected);
        assertThat(Lab.faults(session)).isEmpty();
    }

    @Test
    void aMarkerNameThatEndsLikeANumberedOneStaysUnique() throws Exception {
        LiveSession session = lab.open(device);
        Lab.trial(session, "a", trial -> List.of("x.2", "x", "x", "x.2").forEach(trial::mark));
        session.close();

        assertThat(Lab.markers(session))
                .containsExactly(
                        "trial.001.begin",
                        "trial.001.x.2",
                        "trial.001.x",
                        "trial.001.x.3",
                        "trial.001.x.2.2",
                        "trial.001.end");
    }

    @Test
    void theNamesOfATrialsOwnBordersAreRefused() throws Exception {
        LiveSession session = lab.open(device);
        Lab.trial(session, "a", trial -> {
            for (String own : List.of("begin", "end")) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> trial.mark(own))
                        .withMessageContaining("[" + own + "] is the trial's own");
            }
        });
        session.close();

        assertThat(Lab.markers(session)).containsExactly("trial.001.begin", "trial.001.end");
    }

    @Test
    void namesHaveTheSameDigitsInEveryLanguage() throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            LiveSession session = lab.open(device);
            session.beginBlock("b");
            Lab.trial(session, "a", trial -> {});
            session.endBlock();
            session.close();

            assertThat(Lab.markers(session)).contains("block.01.begin", "trial.001.begin");
            assertThat(session.folder().toString()).endsWith("_run-01_SIMULATED");
            assertThat(Lab.journal(session).damages()).isEmpty();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aBetterTimeKeepsItsUncertaintyAndSource() throws Exception {
        LiveSession session = lab.open(device);
        long host = session.toHostNanos(System.nanoTime());
        Lab.trial(session, "a", trial -> trial.markAt("flip", host, 500_000, MarkerSource.FLIP));
        session.close();

        assertThat(Lab.journal(session)
                        .all(MarkerStamped.class)
                        .filter(m -> m.name().equals("trial.001.flip")))
                .singleElement()
                .isEqualTo(new MarkerStamped(2, "trial.001.flip", 1, 1, 500_000, "flip", host));
    }

    @Test
    void marksThatCannotBeAreRefused() throws Exception {
        LiveSession session = lab.open(device);
        Trial[] kept = new Trial[1];
        Lab.trial(session, "a", trial -> {
            kept[0] = trial;
            for (String name : List.of("", "a\nb", "a\rb", "a\u0000", "x".repeat(901), "ä".repeat(451))) {
                assertThatIllegalArgumentException().isThrownBy(() -> trial.mark(name));
            }
            long now = session.hostNanos();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> trial.markAt("x", now, -1, MarkerSource.TTL))
                    .withMessageContaining("[-1]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> trial.markAt("x", System.nanoTime(), 0, MarkerSource.TTL))
                    .withMessageContaining("Session.toHostNanos");
        });
        assertThatIllegalStateException().isThrownBy(() -> kept[0].mark("late")).withMessage("trial 1 has ended");
        session.close();

        assertThatIllegalStateException().isThrownBy(() -> kept[0].put("late", 1));
        assertThat(device.sent).containsExactly("trial.001.begin", "trial.001.end");
    }
}
