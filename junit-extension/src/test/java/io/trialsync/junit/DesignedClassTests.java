// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.session.Session;
import io.trialsync.session.Trial;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Designed methods of classes that are themselves given something. */
class DesignedClassTests {

    @TempDir
    Path directory;

    @Experiment
    static class SessionTestCase {
        private final Session session;

        SessionTestCase(Session session) {
            this.session = session;
        }

        @DesignedTrials
        void search(@Levels({"4", "8"}) int setSize, Trial trial) {
            trial.put("session", session.folder().getFileName().toString());
        }
    }

    @Test
    void aClassThatTakesTheSessionInItsConstructorMayHaveADesign() {
        Ran ran = Ran.in(directory, SessionTestCase.class);
        assertThat(ran.failures()).isEmpty();
        assertThat(ran.trialColumn("setSize")).containsExactlyInAnyOrder("4", "8");
        assertThat(ran.trialColumn("session"))
                .containsOnly(ran.folder().getFileName().toString());
    }

    @Experiment
    @ParameterizedClass
    @ValueSource(strings = {"face", "house"})
    static class ConstructedTestCase {
        ConstructedTestCase(String picture) {
            assertThat(picture).isNotEmpty();
        }

        @DesignedTrials
        void search(@Levels({"4", "8"}) int setSize) {}
    }

    @Test
    void aClassThatIsConstructedForEachOfSeveralArgumentsMayHaveADesign() {
        Ran ran = Ran.in(directory, ConstructedTestCase.class);
        assertThat(ran.failures()).isEmpty();
        assertThat(ran.trialColumn("picture")).containsExactly("face", "face", "house", "house");
        assertThat(ran.trialColumn("setSize")).containsOnly("4", "8").hasSize(4);
    }
}
