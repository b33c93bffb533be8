// SPDX-License-Identifier: Apache-2.0
package io.trialsync.testng;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.journal.JournalRecord.Fault;
import io.trialsync.journal.JournalRecord.SessionStart;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testng.IHookCallBack;
import org.testng.IHookable;
import org.testng.ITestResult;
import org.testng.annotations.Listeners;

/** Where settings come from, and what is said of wrong ones. */
class ConfigurationTests {

    @TempDir
    Path directory;

    @Experiment(task = "declared", participant = "P01", seed = "3")
    static class DeclaredTestCase {
        @org.testng.annotations.Test
        void search() {}

        @org.testng.annotations.Test
        void searchAgain() {}
    }

    @Test
    void aParameterOfTheSuiteComesBeforeTheAnnotationAndThatBeforeTheDefault() {
        Map<String, String> settings = Ran.quick(directory);
        settings.put("trialsync.participant", "P07");
        SessionStart start = Ran.with(settings, directory, DeclaredTestCase.class)
                .all(SessionStart.class)
                .get(0);
        assertThat(start.participant()).isEqualTo("P07");
        assertThat(start.task()).isEqualTo("declared");
        assertThat(start.session()).isEqualTo("01");
        assertThat(start.configuration()).containsEntry("trialsync.seed", "3");
    }

    @Test
    void aSystemPropertyComesBeforeAParameterOfTheSuite() {
        Map<String, String> settings = Ran.quick(directory);
        settings.put("trialsync.participant", "P07");
        System.setProperty("trialsync.participant", "P08");
        try {
            SessionStart start = Ran.with(settings, directory, DeclaredTestCase.class)
                    .all(SessionStart.class)
                    .get(0);
            assertThat(start.participant()).isEqualTo("P08");
        } finally {
            System.clearProperty("trialsync.participant");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            trialsync.device        | eyelink:100.1.1.1 | unknown scheme [eyelink]; bench:
            trialsync.device        | bench:?missing=1  | nothing answers at bench:?missing=1; plug the device in
            trialsync.device        | bench:,bench:     | [bench:]; twice
            trialsync.participant   | P-07              | [P-07]; A-Z, a-z, 0-9
            trialsync.sync.interval | 1 second          | [1 second]; ms
            """)
    void aWrongSettingIsOneErrorBeforeTheFirstTrial(String key, String value, String parts) {
        Map<String, String> settings = Ran.quick(directory);
        settings.put(key, value);
        Ran ran = Ran.with(settings, directory, DeclaredTestCase.class);
        assertThat(ran.folders()).isEmpty();
        assertThat(ran.status()).isNotZero();
        assertThat(ran.results().getPassedTests()).isEmpty();
        assertThat(ran.failures())
                .singleElement()
                .asString()
                .contains(parts.split("; "))
                .doesNotContain("\n");
        assertThat(ran.skips()).containsExactly("skipped: " + ran.failures().get(0));
        assertThat(ran.results().getFailedTests().get(0).getThrowable().getStackTrace())
                .isEmpty();
    }

    @Test
    void aRealDeviceNeedsAParticipant() {
        Map<String, String> settings = Ran.quick(directory);
        settings.put("trialsync.device", "bench:?real=true");
        Ran ran = Ran.with(settings, directory, UndeclaredTestCase.class);
        assertThat(ran.failures()).singleElement().asString().contains("no participant", "-Dtrialsync.participant=P07");
    }

    @Experiment
    static class UndeclaredTestCase {
        @org.testng.annotations.Test
        void search() {}
    }

    @Experiment
    static class HookableTestCase implements IHookable {
        @org.testng.annotations.Test
        void search() {}

        @Override
        public void run(IHookCallBack callBack, ITestResult result) {
            callBack.runTestMethod(result);
        }
    }

    @Test
    void aClassThatIsAHookItselfIsRefused() {
        Ran ran = Ran.in(directory, HookableTestCase.class);
        assertThat(ran.failures()).singleElement().asString().contains("HookableTestCase", "is an IHookable itself");
        assertThat(ran.folders()).isEmpty();
    }

    /** Takes the place of our hook. */
    public static final class OtherHook implements IHookable {

        /** For TestNG. */
        public OtherHook() {}

        @Override
        public void run(IHookCallBack callBack, ITestResult result) {
            callBack.runTestMethod(result);
        }
    }

    @Experiment
    @Listeners(OtherHook.class)
    static class OtherHookTestCase {
        @org.testng.annotations.Test
        void search() {}
    }

    @Test
    void anotherListenerThatIsAHookFailsTheTrialInsteadOfLeavingItWithoutStampsInSilence() {
        Ran ran = Ran.in(directory, OtherHookTestCase.class);
        assertThat(ran.failures()).singleElement().asString().contains("another listener is an IHookable");
        assertThat(ran.all(Fault.class))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("trial 1 did not begin", "IHookable"));
    }
}
