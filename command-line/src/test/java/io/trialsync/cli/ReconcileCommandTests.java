// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.RecordingChanged;
import io.trialsync.journal.MarkerFailed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReconcileCommandTests {

    private static final long FROM = 1_685_088_812_484_000_000L;
    private static final long OFFSET = 840_000_000;
    private static final String KEY = "neon-0001";
    private static final String RECORDING = "b2345e8e-d5d9-49fe-a6bc-2a04432a24e5";
    private static final String HEADER = "recording id,timestamp [ns],name,type";
    private static final int MARKERS = 5;

    @TempDir
    Path folder;

    private Path session;

    @BeforeEach
    void writeASession() throws IOException {
        session = folder.resolve("sub-P07_ses-01_task-search_run-01");
        try (WrittenSession written = WrittenSession.in(session, FROM)) {
            written.device(KEY);
            written.add(new RecordingChanged(KEY, "started", RECORDING, null, FROM));
            written.tenExchanges(KEY, FROM, OFFSET);
            for (int i = 1; i <= MARKERS; i++) {
                written.marker(i, "m" + i, host(i));
                written.sent(i, KEY, time(i), host(i));
                written.answered(i, KEY, time(i), host(i), RECORDING);
            }
            written.end(host(MARKERS + 1));
        }
    }

    private static long time(int marker) {
        return FROM + 1_000_000_000L * marker + 123;
    }

    private static long host(int marker) {
        return time(marker) + OFFSET;
    }

    private static String row(String name, long deviceNanos) {
        return RECORDING + "," + deviceNanos + "," + name + ",recording";
    }

    private static List<String> allRows() {
        List<String> rows = new ArrayList<>();
        rows.add(row("recording.begin", FROM));
        for (int i = 1; i <= MARKERS; i++) {
            rows.add(row("m" + i, time(i)));
        }
        rows.add(row("recording.end", FROM + 10_000_000_000L));
        return rows;
    }

    private Path export(List<String> rows) throws IOException {
        Path recording = Files.createDirectories(folder.resolve("export"));
        List<String> lines = new ArrayList<>(rows);
        lines.add(0, HEADER);
        Files.write(recording.resolve("events.csv"), lines);
        return recording;
    }

    @Test
    void allMarkersOfARecordingAreFoundInAnyOrder() throws IOException {
        List<String> rows = allRows();
        Collections.shuffle(rows, new Random(3));
        ProgramRun run = ProgramRun.of("reconcile", session, export(rows));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("5 markers: 5 found, 0 moved, 0 missing, 0 elsewhere\n")
                .contains("7 events: 0 extra, 2 of the recording itself and of time sync\n")
                .endsWith("COMPLETE: all markers of this recording are in it\n");
    }

    @Test
    void aJournalThatIsCutIsSaidToBeCutAndMarkersThatItHasLostAreCounted() throws IOException {
        Path journal = session.resolve(Journal.FILE_NAME);
        List<String> lines = Files.readAllLines(journal);
        List<String> rows = allRows();
        rows.add(row("trial.007.target", time(6)));
        Path export = export(rows);
        Files.write(journal, lines.subList(0, lines.size() - 1));
        ProgramRun unended = ProgramRun.of("reconcile", session, export);
        Files.writeString(journal, "{\"n\":", StandardOpenOption.APPEND);
        ProgramRun torn = ProgramRun.of("reconcile", session, export);
        List<String> damaged = new ArrayList<>(lines);
        damaged.set(5, damaged.get(5).replace("time-echo", "tim3-echo"));
        Files.write(journal, damaged);
        ProgramRun changed = ProgramRun.of("reconcile", session, export, "--json");

        assertThat(unended.exitCode()).as(unended.err()).isEqualTo(1);
        assertThat(unended.out())
                .contains("8 events: 1 extra (1 named like markers of the session: not in the journal), 2 of")
                .contains("journal: the session did not end in order")
                .containsPattern("not in the journal +trial\\.007\\.target +" + time(6))
                .endsWith(
                        "COMPLETE as far as the journal goes: all markers that it has of this recording are in it, but"
                                + " it may not have all (the session did not end in order: the journal has no end of it)\n");
        assertThat(torn.exitCode()).isEqualTo(1);
        assertThat(torn.out()).containsPattern("COMPLETE as far as the journal goes: .*incomplete.*\n$");
        assertThat(changed.exitCode()).isEqualTo(1);
        JsonNode json = JsonMapper.builder().build().readTree(changed.out());
        assertThat(json.path("complete").booleanValue()).isFalse();
        assertThat(json.path("journal_whole").booleanValue()).isFalse();
        assertThat(json.path("counts").path("not_in_journal").intValue()).isEqualTo(1);
        assertThat(json.path("extra").get(0).path("not_in_journal").booleanValue())
                .isTrue();
        assertThat(json.path("damages").get(0).stringValue()).contains("line 6 is damaged");
    }

    @Test
    void ifAllMarkersAreOffByTheSameOneSentenceSaysSo() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 1; i <= MARKERS; i++) {
            rows.add(row("m" + i, time(i) + 3_600_000_000_000L + i * 100_000L));
        }
        Path export = export(rows);
        Path table = folder.resolve("reconciled.csv");
        ProgramRun run = ProgramRun.of("reconcile", session, export, "--output", table);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("all 5 are off by the same 3600.000 s: another clock, time zone or recording?\n")
                .doesNotContain("at another time than the journal has")
                .endsWith("NOT COMPLETE: 0 missing, 5 moved\n");
        assertThat(Files.readAllLines(table))
                .filteredOn(line -> line.startsWith("moved,"))
                .hasSize(MARKERS);
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(ProgramRun.of("reconcile", session, export, "--json")
                                .out())
                        .path("markers")
                        .findValuesAsString("outcome"))
                .containsOnly("moved")
                .hasSize(MARKERS);

        rows.set(4, row("m5", time(5) + 3_602_000_000_000L));
        assertThat(ProgramRun.of("reconcile", session, export(rows)).out())
                .doesNotContain("are off by the same")
                .containsPattern("moved +5 +m5 ");
    }

    @Test
    void anExportOfAnotherPhoneIsWarnedOf() throws IOException {
        Path export = export(allRows());
        Files.writeString(
                export.resolve("info.json"),
                "{\"recording_id\":\"" + RECORDING + "\",\"android_device_id\":\"a41fe4fe2bccf6c3\"}");
        ProgramRun run = ProgramRun.of("reconcile", session, export, "--json");

        String warning = "info.json says that the recording is of device [a41fe4fe2bccf6c3], but neon-0001 of the"
                + " session is [id-neon-0001]";
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEqualTo("trialsync: warning: " + warning + "\n");
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(run.out())
                        .path("warnings")
                        .get(0)
                        .stringValue())
                .isEqualTo(warning);
    }

    @Test
    void aTableWithSemicolonsIsNamedAndABinaryFileShownInPart() throws IOException {
        Path table = Files.createDirectory(folder.resolve("bad")).resolve("events.csv");
        Files.writeString(
                table, "recording id;timestamp [ns];name;type\n" + RECORDING + ";" + time(1) + ";m1;recording\n");
        assertRefused(
                ProgramRun.of("reconcile", session, table),
                "columns are separated by semicolons; commas are needed here");
        Files.writeString(table, "\u0001,x" + "\u0002".repeat(500) + "\n\u0003,y\n", StandardCharsets.UTF_8);
        ProgramRun binary = ProgramRun.of("reconcile", session, table);
        assertRefused(binary, "the columns are: \\u0001, x");
        assertThat(binary.err().replaceAll("(?s).*the columns are: (.*); needed are.*", "$1"))
                .hasSizeLessThanOrEqualTo(80);
    }

    @Test
    void whatIsMissingMovedExtraAndThereTwiceIsNamed() throws IOException {
        List<String> rows = allRows();
        rows.remove(row("m2", time(2)));
        rows.set(rows.indexOf(row("m3", time(3))), row("m3", time(3) + 1_000_000_000L));
        rows.add(row("m4", time(4)));
        rows.add(row("remark \u001b[31m", time(5)));
        Path table = folder.resolve("reconciled.csv");
        ProgramRun run = ProgramRun.of("reconcile", session, export(rows), "--output", table);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("5 markers: 3 found, 1 moved, 1 missing, 0 elsewhere; 1 more than once in the recording")
                .containsPattern("missing +2 +m2 +" + time(2) + " +the device answered that it is in the recording")
                .containsPattern("moved +3 +m3 +\\d+ +\\+1000\\.000 +at another time than the journal has")
                .containsPattern("found +4 +m4 +" + time(4) + " +\\+0\\.000 +2 times, though it was sent once")
                .containsPattern("extra +remark \\?\\[31m +" + time(5) + " +type recording")
                .endsWith("NOT COMPLETE: 1 missing, 1 moved\n");
        assertThat(Files.readAllLines(table))
                .hasSize(1 + MARKERS + 3)
                .anyMatch(line -> line.startsWith("moved,3,m3,"))
                .anyMatch(line -> line.startsWith("extra,,"));
    }

    @Test
    void aMarkerWhoseAnswerWasLostIsExpectedOnceAndMayBeThereTwice() throws IOException {
        try (WrittenSession written = WrittenSession.in(session.resolveSibling("again"), FROM)) {
            written.device(KEY);
            written.add(new RecordingChanged(KEY, "started", RECORDING, null, FROM));
            written.tenExchanges(KEY, FROM, OFFSET);
            written.marker(1, "m1", host(1));
            written.sent(1, KEY, time(1), host(1));
            written.add(new MarkerFailed(1, KEY, MarkerFailed.UNKNOWN, "it took too long", host(1) + 2));
            written.sent(1, KEY, time(1), host(2));
            written.answered(1, KEY, time(1), host(2), RECORDING);
            written.marker(2, "m2", host(2));
            written.sent(2, KEY, time(2), host(2));
            written.add(new MarkerFailed(2, KEY, MarkerFailed.NOT_DELIVERED, "nobody there", host(2) + 2));
        }
        Path again = session.resolveSibling("again");
        ProgramRun run = ProgramRun.of("reconcile", again, export(List.of(row("m1", time(1)), row("m1", time(1)))));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("found +1 +m1 .* 2 times, since it was sent again after an answer was lost")
                .containsPattern("missing +2 +m2 .* it was not sent");
        assertThat(ProgramRun.of("align", again).out())
                .contains("2 markers, 1 answered, 1 NOT SENT, 1 sent again, perhaps twice in the recording");
        assertThat(again.resolve("markers.csv"))
                .content()
                .contains("attempts,sent [ns],planned device time [ns],round trip [ns]")
                .contains(
                        "perhaps twice in the recording," + RECORDING + ",2," + host(2) + "," + time(1) + ",4000000,");
    }

    @Test
    void aRecordingAsItComesFromThePhoneIsReadToo() throws IOException {
        Path recording = Files.createDirectory(folder.resolve("phone"));
        StringBuilder names = new StringBuilder("recording.begin\n");
        ByteBuffer times = ByteBuffer.allocate(8 * (MARKERS + 1)).order(ByteOrder.LITTLE_ENDIAN);
        times.putLong(FROM);
        for (int i = 1; i <= MARKERS; i++) {
            names.append("m").append(i).append("\n");
            times.putLong(time(i));
        }
        Files.writeString(recording.resolve("event.txt"), names);
        Files.write(recording.resolve("event.time"), times.array());
        Files.writeString(recording.resolve("info.json"), "{\"recording_id\":\"" + RECORDING + "\"}");
        ProgramRun run = ProgramRun.of("reconcile", session, recording, "--json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode json = JsonMapper.builder().build().readTree(run.out());
        assertThat(json.path("format").stringValue()).isEqualTo("trialsync-reconcile/1");
        assertThat(json.path("complete").booleanValue()).isTrue();
        assertThat(json.path("counts").path("found").intValue()).isEqualTo(MARKERS);
        assertThat(json.path("markers").get(0).path("expected_device_ns").stringValue())
                .isEqualTo(Long.toString(time(1)));
    }

    @Test
    void aMarkerThatWentIntoAnotherRecordingOfTheSessionIsNotMissedInThisOne() throws IOException {
        Path both = session.resolveSibling("both");
        try (WrittenSession written = WrittenSession.in(both, FROM)) {
            written.device(KEY);
            written.tenExchanges(KEY, FROM, OFFSET);
            for (int i = 1; i <= 2; i++) {
                String recording = "rec-" + i;
                written.add(new RecordingChanged(KEY, "started", recording, null, host(i)));
                written.marker(i, "m" + i, host(i));
                written.sent(i, KEY, time(i), host(i));
                written.answered(i, KEY, time(i), host(i), recording);
            }
            written.end(host(3));
        }
        Path export = export(List.of("rec-1," + time(1) + ",m1,recording", "other," + time(2) + ",m2,recording"));
        ProgramRun run = ProgramRun.of("reconcile", both, export, "--all");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("2 markers: 1 found, 0 moved, 0 missing, 1 elsewhere")
                .contains("1 of other recordings")
                .containsPattern("elsewhere +2 +m2 .* it went into recording rec-2");
    }

    @Test
    void theRealExportIsReadAndRefusedSinceItIsOfAnotherSession() throws IOException {
        Path recording = Files.createDirectory(folder.resolve("foreign"));
        Files.writeString(
                recording.resolve("events.csv"), HEADER + "\n171c4f52,1685088812484000000,recording.begin,recording\n");
        ProgramRun run = ProgramRun.of("reconcile", session, recording);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("is of recording 171c4f52, but the markers of sub-P07_ses-01_task-search_run-01 went into "
                        + RECORDING)
                .hasLineCount(1);
    }

    @Test
    void whatCannotBeComparedIsOneLineAndExitCodeTwo() throws IOException {
        Path nothing = Files.createDirectory(folder.resolve("nothing"));
        assertRefused(ProgramRun.of("reconcile", session, nothing), "holds no events of a recording; events.csv");
        assertRefused(ProgramRun.of("reconcile", session, folder.resolve("absent")), "no such folder");
        assertRefused(ProgramRun.of("reconcile", nothing, export(allRows())), "is not a session folder");
        assertRefused(
                ProgramRun.of("reconcile", session, export(allRows()), "--device", "x"),
                "there is no device [x]; it has " + KEY);
        assertRefused(
                ProgramRun.of("reconcile", session, export(List.of(RECORDING + ",noon,m1,recording"))),
                "events.csv, line 2: column [timestamp [ns]]: [noon] is not a whole number");
        Files.writeString(nothing.resolve("event.txt"), "a\nb\n", StandardCharsets.UTF_8);
        Files.write(nothing.resolve("event.time"), new byte[8]);
        assertRefused(
                ProgramRun.of("reconcile", session, nothing), "has the times of 1 events, but event.txt has 2 names");
        Path events = export(allRows()).resolve("events.csv");
        assertRefused(
                ProgramRun.of("reconcile", session, events, "--output", events),
                "is what the markers are compared with");
        assertThat(ProgramRun.of("reconcile", session).exitCode()).isEqualTo(2);
    }

    private static void assertRefused(ProgramRun run, String problem) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(problem).hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }
}
