// SPDX-License-Identifier: Apache-2.0
package io.trialsync.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.trialsync.align.AlignmentException;
import io.trialsync.align.ClockModelFile;
import io.trialsync.align.SessionAlignment;
import io.trialsync.clock.Estimators;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalRecord.DeviceOpened;
import io.trialsync.journal.JournalRecord.SessionStart;
import io.trialsync.journal.JournalSchema;
import io.trialsync.journal.WrittenJournal;
import io.trialsync.runner.Configuration;
import io.trialsync.runner.ExperimentRun;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedCopyTests {

    private static final List<String> SECRETS = List.of(
            "192.168.1.20",
            "10.0.0.7",
            "fe80::1",
            "labserver",
            "/home/anna",
            "C:\\\\Users",
            "Größe",
            "a41fe4fe2bccf6c3",
            "anna@");

    @TempDir
    Path folder;

    private Path session;
    private Path copy;

    @BeforeEach
    void writeASession() throws IOException {
        session = Files.createDirectory(folder.resolve("sub-P07_ses-01_task-search_run-01"));
        copy = folder.resolve("copy");
        List<JournalRecord> records = new ArrayList<>(WrittenJournal.records(12));
        SessionStart start = (SessionStart) records.get(0);
        records.set(
                0,
                new SessionStart(
                        start.format(),
                        start.software(),
                        start.experiment(),
                        "P07",
                        "01",
                        "search",
                        1,
                        false,
                        Map.of(
                                "trialsync.criterion", "20ms",
                                "trialsync.device", "companion:192.168.1.20:8080",
                                "trialsync.directory", "/home/anna/sessions"),
                        Map.of("java", "17", "user", "anna"),
                        start.hostNanos()));
        records.add(
                3,
                fault(
                        "no answer from http://192.168.1.20:8080/api and [fe80::1%eth0]:80 or labserver.local and 10.0.0.9:80"));
        records.add(
                4,
                fault("cannot write /home/anna/sessions/x.csv or C:\\Users\\anna\\x.csv; ask anna@lab.org of Größe 1"));
        records.add(
                5,
                new JournalRecord.StatusSeen(
                        WrittenJournal.DEVICE, Map.of("battery_level", "97", "ip", "10.0.0.7"), start.hostNanos()));
        WrittenJournal.write(session.resolve(Journal.FILE_NAME), records);
        Files.createDirectory(session.resolve("streams"));
        Files.writeString(session.resolve("streams/neon-f6c3-gaze.csv"), "timestamp [ns]\n1\n");
        Files.writeString(session.resolve("notes.txt"), "Anna was late");
        ExperimentRun.align(session, Estimators.standard());
    }

    private static JournalRecord fault(String message) {
        return new JournalRecord.Fault(WrittenJournal.DEVICE, "link", null, message, 5);
    }

    @Test
    void theCopyHasTheSameModelsAndTablesAndNothingThatIsPersonal() throws IOException {
        byte[] before = Files.readAllBytes(session.resolve(Journal.FILE_NAME));

        SharedCopy shared = SharedCopy.write(session, copy, true, List.of());

        assertThat(session.resolve(Journal.FILE_NAME)).hasBinaryContent(before);
        String journal = Files.readString(copy.resolve(Journal.FILE_NAME));
        assertThat(journal).doesNotContain(SECRETS).contains("[IP address removed]", "[path removed]", "\"97\"");
        assertThat(Journal.read(copy.resolve(Journal.FILE_NAME)).damages()).isEmpty();
        new JournalSchema().assertValid(copy.resolve(Journal.FILE_NAME));
        for (String file : List.of(ClockModelFile.FILE_NAME, SessionTables.TRIALS, SessionTables.MARKERS)) {
            assertThat(copy.resolve(file)).hasSameTextualContentAs(session.resolve(file));
        }
        assertThat(copy.resolve("streams/neon-f6c3-gaze.csv")).exists();
        assertThat(copy.resolve("notes.txt")).doesNotExist();
        assertThat(shared.removed())
                .contains(
                        "file notes.txt",
                        "1 x setting [trialsync.device]",
                        "1 x setting [trialsync.directory]",
                        "1 x fact of the computer [user]",
                        "1 x fact of a device's state [ip]",
                        "2 x name of a device",
                        "1 x e-mail address");
        assertThat(folder.resolve("copy.part")).doesNotExist();
    }

    @Test
    void aLostLineIsLostInTheCopyTooAndADamagedOneIsNotCopied() throws IOException {
        Path journal = session.resolve(Journal.FILE_NAME);
        List<String> lines = new ArrayList<>(Files.readAllLines(journal));
        lines.set(9, lines.get(9).replace("\"n\"", "\"m\""));
        lines.remove(20);
        Files.writeString(journal, String.join("\n", lines) + "\n{\"n\":");

        SharedCopy shared = SharedCopy.write(session, copy, true, List.of());

        assertThat(shared.removed()).contains("2 x line of the journal that cannot be read");
        assertThat(Journal.read(copy.resolve(Journal.FILE_NAME)).damages())
                .containsExactly(
                        "line 10 has n 10 where 9 is due; n 9 is lost",
                        "line 20 has n 21 where 20 is due; n 20 is lost");
    }

    @Test
    void aZipHoldsTheFolderOfTheSession() throws IOException {
        Path zip = folder.resolve("copy.zip");

        SharedCopy.write(session, zip, true, List.of());

        try (ZipFile file = new ZipFile(zip.toFile())) {
            assertThat(file.stream().map(ZipEntry::getName))
                    .contains("sub-P07_ses-01_task-search_run-01/journal.jsonl")
                    .allMatch(name -> name.startsWith("sub-P07_ses-01_task-search_run-01/"));
        }
        assertThat(folder.resolve("copy.zip.part")).doesNotExist();
    }

    @Test
    void nothingIsOverwrittenAndAFailureLeavesNothing() throws IOException {
        Files.writeString(copy, "precious");
        assertThat(catchThrowable(() -> SharedCopy.write(session, copy, true, List.of())))
                .isInstanceOf(AlignmentException.class)
                .hasMessageContaining("is there already");
        assertThat(copy).hasContent("precious");

        Files.writeString(session.resolve(Journal.FILE_NAME), "");
        Path other = folder.resolve("other");
        assertThat(catchThrowable(() -> SharedCopy.write(session, other, true, List.of())))
                .isInstanceOf(AlignmentException.class);
        assertThat(other).doesNotExist();
        assertThat(folder.resolve("other.part")).doesNotExist();
    }

    private List<JournalRecord> sessionOf(Map<String, String> configuration, String phone, JournalRecord... more) {
        List<JournalRecord> records = new ArrayList<>(WrittenJournal.records(12));
        SessionStart start = (SessionStart) records.get(0);
        records.set(
                0,
                new SessionStart(
                        start.format(),
                        start.software(),
                        "lab.VisualSearchExperiment",
                        "P07",
                        "01",
                        "visualsearch",
                        1,
                        false,
                        configuration,
                        Map.of("java", "17.0.4.1", "os", "Linux 6.1"),
                        start.hostNanos()));
        DeviceOpened device = (DeviceOpened) records.get(2);
        records.set(
                2,
                new DeviceOpened(
                        device.device(),
                        device.id(),
                        device.model(),
                        phone,
                        device.serial(),
                        "companion:auto",
                        false,
                        device.clocks(),
                        device.syncChannel(),
                        true,
                        true,
                        device.hostNanos()));
        records.addAll(4, List.of(more));
        return records;
    }

    private String shared(List<JournalRecord> records, String... ownNames) throws IOException {
        Files.delete(session.resolve(Journal.FILE_NAME));
        WrittenJournal.write(session.resolve(Journal.FILE_NAME), records);
        SharedCopy.write(session, copy, true, List.of(ownNames));
        new JournalSchema().assertValid(copy.resolve(Journal.FILE_NAME));
        return Files.readString(copy.resolve(Journal.FILE_NAME));
    }

    @ParameterizedTest
    @ValueSource(strings = {"target", "Neon", "trial", "looking"})
    void whatTheExperimentCallsThingsStaysWhateverFoldersAndPhonesAreCalled(String phone) throws IOException {
        String journal = shared(sessionOf(
                Map.of("trialsync.directory", "sessions,search", "trialsync.device", "companion:auto"),
                phone,
                fault("the auto focus failed in visualsearch")));

        assertThat(journal)
                .contains(
                        "\"task\":\"visualsearch\"",
                        "\"experiment\":\"lab.VisualSearchExperiment\"",
                        "\"model\":\"Neon\"",
                        "\"name\":\"trial.1.target\"",
                        "[test-template:look]/[#1]",
                        "\"java\":\"17.0.4.1\"",
                        "the auto focus failed in visualsearch");
        SessionAlignment.read(copy);
        assertThat(Files.readString(copy.resolve(SessionTables.MARKERS))).contains("trial.1.target");
    }

    @Test
    void namesOfParametersAndStoredTextsAreCleanedAsMessagesAre() throws IOException {
        String journal = shared(
                sessionOf(
                        Map.of("trialsync.device", "companion:labserver:8080"),
                        "Anna's phone",
                        new JournalRecord.TrialBegin(
                                9,
                                1,
                                null,
                                null,
                                "id-9",
                                "[1] /home/jane doe/a.png",
                                Map.of("/home/jane doe/a.png", 1, "/home/jane doe/b.png", "at labserver"),
                                5,
                                0),
                        new JournalRecord.TrialEnd(
                                9,
                                1,
                                "error",
                                "POST /api/event on labpc-07: no",
                                Map.of("by", "jdoe42", "on", "Anna's phone"),
                                false,
                                6,
                                0)),
                "labpc-07",
                "jdoe42");

        assertThat(journal)
                .doesNotContain("jane", "labserver", "labpc", "jdoe42", "Anna")
                .contains(
                        "\"[path removed]\":",
                        "\"[path removed] 2\":",
                        "POST /api/event on [name of this computer or its user removed]: no");
    }

    @Test
    void onlySettingsThatAreKnownToBeHarmlessAreKept() throws IOException {
        String journal = shared(sessionOf(
                Map.of("trialsync.seed", "7", "trialsync.task", "visualsearch", "lab.password", "hunter2"), "x"));

        assertThat(journal).contains("\"trialsync.seed\":\"7\"").doesNotContain("hunter2", "lab.password");
    }

    @Test
    void theFactorsOfAnExperimentAreKeptWithoutThePathsInThem() throws IOException {
        String journal = shared(sessionOf(
                Map.of("trialsync.design.Search.search", "size = [4, 8], rows from /home/ada/rows.csv"), "x"));

        assertThat(journal)
                .contains("\"trialsync.design.Search.search\":\"size = [4, 8], rows from ")
                .doesNotContain("/home/ada");
    }

    @Test
    void eachSettingThatThereIsIsKeptOrNamesAFolderOrADevice() {
        List<String> keys = Arrays.stream(Configuration.class.getFields())
                .filter(field -> field.getName().endsWith("_PROPERTY_NAME"))
                .map(SharedCopyTests::text)
                .toList();

        assertThat(keys)
                .containsAll(SharedJournal.SETTINGS)
                .filteredOn(key -> !SharedJournal.SETTINGS.contains(key))
                .containsExactlyInAnyOrder("trialsync.device", "trialsync.directory", "trialsync.state.dir");
    }

    private static String text(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void tablesOfSamplesAreLeftOutIfAskedForAndListedIfNot() {
        SharedCopy with = SharedCopy.write(session, copy, true, List.of());
        Path other = folder.resolve("other");
        SharedCopy without = SharedCopy.write(session, other, false, List.of());

        assertThat(with.kept()).contains("gaze and IMU samples in streams/");
        assertThat(without.kept()).noneMatch(what -> what.contains("gaze"));
        assertThat(without.removed()).contains("file " + Path.of("streams", "neon-f6c3-gaze.csv"));
        assertThat(other.resolve("streams")).doesNotExist();
        assertThat(other.resolve(ClockModelFile.FILE_NAME))
                .hasSameTextualContentAs(copy.resolve(ClockModelFile.FILE_NAME));
    }

    @Test
    void theLockOfASessionIsNotCopied() throws IOException {
        Files.writeString(session.resolve("session.lock"), "4711 labpc-07");

        SharedCopy shared = SharedCopy.write(session, copy, true, List.of());

        assertThat(copy.resolve("session.lock")).doesNotExist();
        assertThat(shared.removed()).noneMatch(what -> what.contains("lock"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "copy.zip"})
    void whatIsLeftOfABrokenShareIsNamedAndNotTouched(String name) throws IOException {
        Path target = folder.resolve(name);
        Path part = Files.writeString(folder.resolve(name + ".part"), "half");
        assertThat(catchThrowable(() -> SharedCopy.write(session, target, true, List.of())))
                .isInstanceOf(AlignmentException.class)
                .hasMessageStartingWith(part + ": is left of a share")
                .hasMessageContaining("delete it");
        assertThat(part).hasContent("half");

        Files.delete(part);
        Files.createDirectory(part);
        assertThat(catchThrowable(() -> SharedCopy.write(session, target, true, List.of())))
                .hasMessageStartingWith(part + ": is left of a share");
        assertThat(part).isEmptyDirectory();
        assertThat(target).doesNotExist();
    }
}
