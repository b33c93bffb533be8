// SPDX-License-Identifier: Apache-2.0
package io.trialsync.testng;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalRecord.MarkerStamped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.testng.ITestNGListener;
import org.testng.ITestResult;
import org.testng.TestListenerAdapter;
import org.testng.TestNG;
import org.testng.xml.XmlClass;
import org.testng.xml.XmlSuite;
import org.testng.xml.XmlTest;

/**
 * Experiment classes that were run by TestNG, which finds the listener by itself, and what they left in the folder of sessions.
 *
 * @param results what TestNG reported
 * @param status TestNG's exit code; 0 if nothing failed or was skipped
 * @param directory the folder of all sessions
 */
record Ran(TestListenerAdapter results, int status, Path directory) {

    /** Settings that make a run short: hardly any waiting at borders. */
    static Map<String, String> quick(Path directory) {
        Map<String, String> settings = new HashMap<>();
        settings.put("trialsync.device", "bench:");
        settings.put("trialsync.directory", directory.toString());
        settings.put("trialsync.sync.interval", "10ms");
        settings.put("trialsync.sync.max-pause", "10ms");
        return settings;
    }

    static Ran in(Path directory, Class<?>... experiments) {
        return with(quick(directory), directory, experiments);
    }

    static Ran with(Map<String, String> settings, Path directory, Class<?>... experiments) {
        return with(settings, directory, suite -> {}, experiments);
    }

    /** The settings are parameters of the suite, as in testng.xml. */
    static Ran with(Map<String, String> settings, Path directory, Consumer<XmlSuite> refine, Class<?>... experiments) {
        XmlSuite suite = new XmlSuite();
        suite.setName("lab");
        suite.setParameters(settings);
        addTest(suite, "morning", experiments);
        refine.accept(suite);
        return run(suite, directory, List.of());
    }

    /** With somebody else's listener, which TestNG calls after ours before a test. */
    static Ran beside(ITestNGListener listener, Path directory, Class<?>... experiments) {
        XmlSuite suite = new XmlSuite();
        suite.setName("lab");
        suite.setParameters(quick(directory));
        addTest(suite, "morning", experiments);
        return run(suite, directory, List.of(new ExperimentListener(), listener));
    }

    static void addTest(XmlSuite suite, String name, Class<?>... experiments) {
        XmlTest test = new XmlTest(suite);
        test.setName(name);
        test.setXmlClasses(Arrays.stream(experiments).map(XmlClass::new).toList());
    }

    private static Ran run(XmlSuite suite, Path directory, List<ITestNGListener> listeners) {
        TestNG testng = new TestNG(false);
        testng.setVerbose(0);
        testng.setXmlSuites(List.of(suite));
        TestListenerAdapter results = new TestListenerAdapter();
        testng.addListener(results);
        listeners.forEach(testng::addListener);
        testng.run();
        return new Ran(results, testng.getStatus(), directory);
    }

    /** All session folders, whole or not. */
    List<Path> folders() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory, 3)) {
            return files.filter(file -> file.getFileName().toString().contains("_run-"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        assertThat(folders()).hasSize(1);
        return folders().get(0);
    }

    Journal journal() {
        return journal(folder());
    }

    static Journal journal(Path folder) {
        try {
            Journal journal = Journal.read(folder.resolve(Journal.FILE_NAME));
            assertThat(journal.damages()).isEmpty();
            return journal;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <T extends JournalRecord> List<T> all(Class<T> type) {
        return journal().all(type).toList();
    }

    List<String> markerNames() {
        return all(MarkerStamped.class).stream().map(MarkerStamped::name).toList();
    }

    List<NamedCsvRecord> trials() {
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(folder().resolve("trials.csv"))) {
            return csv.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> trialColumn(String name) {
        return trials().stream().map(trial -> trial.getField(name)).toList();
    }

    List<String> failures() {
        return messages(results.getFailedTests());
    }

    List<String> skips() {
        return messages(results.getSkippedTests());
    }

    private static List<String> messages(List<ITestResult> tests) {
        return tests.stream()
                .map(test -> String.valueOf(test.getThrowable().getMessage()))
                .toList();
    }
}
