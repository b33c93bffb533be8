// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.journal.JournalRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertWithSessionTests {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_685_088_812_484_000_000L;
    private static final long OFFSET = 840_000_000L;
    private static final long HALF_RESOLUTION = 500_000L;

    @TempDir
    Path folder;

    private Path sessions = Path.of("");
    private Path session = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void nameFiles() {
        sessions = folder.resolve("sessions");
        session = sessions.resolve("sub-P07/ses-01/sub-P07_ses-01_task-search_run-01");
        out = folder.resolve("out.csv");
    }

    @Test
    void usesTheOnlyDeviceOfTheNewestSession() throws IOException {
        writeSession(sessions.resolve("older"), START, "neon-0000", 0);
        writeSession(session, START + SECOND, "neon-f6c3", OFFSET);
        ProgramRun run = convert(sessions, "timestamp [ns],name,type\n" + (START + SECOND) + ",x,y\n");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("clock wall, estimator trialsync, 10 exchanges of neon-f6c3 in " + session);
        assertThat(hostTime()).isEqualTo(START + SECOND + OFFSET - HALF_RESOLUTION);
    }

    @Test
    void takesTheSensorClockForATableOfTheSensorsUnlessToldOtherwise() throws IOException {
        try (WrittenSession written = WrittenSession.in(session, START)) {
            written.device("neon-f6c3");
            written.tenExchanges("neon-f6c3", START, OFFSET);
            written.tenExchanges("neon-f6c3", START + 80 * SECOND, OFFSET - 60 * SECOND);
        }
        String gaze = "timestamp [ns],gaze x [px]\n" + (START + 85 * SECOND) + ",1\n";
        ProgramRun sensor = convert(session, gaze);
        assertThat(sensor.out()).contains("clock sensor, ");
        assertThat(sensor.err()).contains("1 of 1 rows lie outside the exchanges");
        assertThat(hostTime()).isBetween(START + 85 * SECOND, START + 86 * SECOND);

        ProgramRun wall = convert(session, gaze, "--clock", "wall");
        assertThat(wall.out()).contains("clock wall, ");
        assertThat(wall.err()).isEmpty();
        assertThat(hostTime()).isEqualTo(START + 25 * SECOND + OFFSET - HALF_RESOLUTION);
    }

    @Test
    void settlesEventsAroundAStepByTheOrderOfRowsOnlyIfTheDeviceStampedAllOfThem() throws IOException {
        Path arrival = sessions.resolve("arrival");
        Path explicit = sessions.resolve("explicit");
        for (Path written : List.of(arrival, explicit)) {
            try (WrittenSession setBack = WrittenSession.in(written, START)) {
                setBack.device("neon-f6c3");
                setBack.tenExchanges("neon-f6c3", START, OFFSET);
                setBack.tenExchanges("neon-f6c3", START + 2 * SECOND, OFFSET + 8 * SECOND);
                boolean given = written.equals(explicit);
                setBack.add(new JournalRecord.MarkerSent(
                        1, "neon-f6c3", given ? "explicit" : "arrival", given ? START : null, START + OFFSET));
            }
        }
        String events = "timestamp [ns],name\n" + (START + 9 * SECOND) + ",a\n" + (START + 5 * SECOND) + ",b\n";

        assertThat(convert(arrival, events).err()).isEmpty();
        assertThat(convert(explicit, events).err())
                .contains("2 of 2 rows were not converted: the clock may have shown their time twice");
    }

    @Test
    void asksWhichDeviceIsMeantIfThereAreSeveral() throws IOException {
        try (WrittenSession written = WrittenSession.in(session, START)) {
            for (String key : List.of("neon-f6c3", "neon-0001")) {
                written.device(key);
                written.tenExchanges(key, START, OFFSET);
            }
            written.device("neon-dead");
        }
        String table = "timestamp [ns]\n" + START + "\n";
        assertFails(
                convert(session, table),
                session + ": --device must say which device is meant; it has neon-f6c3, neon-0001, neon-dead");
        assertFails(
                convert(session, table, "--device", "neon"),
                session + ": there is no device [neon]; it has neon-f6c3, neon-0001, neon-dead");
        assertFails(
                convert(session, table, "--device", "neon-dead"),
                session + ": the clock of neon-dead cannot be estimated: its journal holds 0 exchange(s);"
                        + " a clock model needs at least two");
        assertThat(convert(session, table, "--device", "neon-0001").exitCode()).isZero();
    }

    @Test
    void givesEachRowInTheTimeOfAMasterClockWithLimitsThatHold() throws IOException {
        try (WrittenSession written = WrittenSession.in(session, START)) {
            written.device("neon-f6c3");
            written.tenExchanges("neon-f6c3", START, OFFSET);
            written.device("ntp-eorg");
            written.tenExchanges("ntp-eorg", START - 60 * SECOND + OFFSET, 60 * SECOND);
        }
        ProgramRun run = convert(
                session,
                "timestamp [ns]\n" + (START + SECOND) + "\n",
                "--device",
                "neon-f6c3",
                "--in-time-of",
                "ntp-eorg");
        assertThat(run.exitCode()).as(run.err()).isZero();
        List<String> lines = Files.readAllLines(out);
        assertThat(lines.get(0)).endsWith(",note,ntp-eorg time [ns],ntp-eorg earliest [ns],ntp-eorg latest [ns]");
        String[] cells = lines.get(1).split(",", -1);
        long host = START + SECOND + OFFSET;
        long master = host - 60 * SECOND;
        assertThat(Long.parseLong(cells[cells.length - 3])).isBetween(master - 2_000_000, master + 2_000_000);
        assertThat(master).isBetween(Long.parseLong(cells[cells.length - 2]), Long.parseLong(cells[cells.length - 1]));
        Files.delete(out);
        assertFails(
                convert(session, "timestamp [ns]\n1\n", "--device", "neon-f6c3", "--in-time-of", "ntp"),
                session + ": there is no device [ntp]; it has neon-f6c3, ntp-eorg");
    }

    @Test
    void aDeclaredStreamDelayIsAColumnOfSensorDataOnly() throws IOException {
        try (WrittenSession written = WrittenSession.in(session, START, Map.of("trialsync.delay.stream", "8ms"))) {
            written.device("neon-f6c3");
            written.tenExchanges("neon-f6c3", START, OFFSET);
        }
        convert(session, "timestamp [ns],gaze x [px]\n" + (START + SECOND) + ",1\n");
        List<String> lines = Files.readAllLines(out);
        assertThat(lines.get(0)).endsWith(",note,host time minus stream delay [ns]");
        assertThat(lines.get(1)).endsWith(",," + (hostTime() - 8_000_000));

        Files.delete(out);
        convert(session, "timestamp [ns],name,type\n" + (START + SECOND) + ",x,y\n");
        assertThat(Files.readAllLines(out).get(0)).endsWith(",note");
    }

    @Test
    void warnsOfADamagedJournalAndUsesTheRest() throws IOException {
        writeSession(session, START, "neon-f6c3", OFFSET);
        Path journal = session.resolve("journal.jsonl");
        Files.writeString(journal, "{\"n\":12,\"type\":\"exch", StandardOpenOption.APPEND);
        ProgramRun run = convert(session, "timestamp [ns],name\n" + START + ",x\n");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).startsWith("trialsync: warning: " + journal + ": line 13 is incomplete");
    }

    @Test
    void doesNotReplaceTheJournal() throws IOException {
        writeSession(session, START, "neon-f6c3", OFFSET);
        out = session.resolve("journal.jsonl");
        assertThat(convert(session, "timestamp [ns]\n" + START + "\n").err())
                .isEqualToIgnoringNewLines("trialsync: " + out
                        + ": is what the clock is estimated from; choose another name for the output");
    }

    private static void writeSession(Path folder, long start, String key, long offset) throws IOException {
        try (WrittenSession written = WrittenSession.in(folder, start)) {
            written.device(key);
            written.tenExchanges(key, START, offset);
        }
    }

    private ProgramRun convert(Path session, String table, Object... more) throws IOException {
        Path file = Files.writeString(folder.resolve("table.csv"), table);
        List<Object> args = new ArrayList<>(
                List.of("convert", "--session", session, "--column", "timestamp [ns]", file, "--output", out));
        args.addAll(List.of(more));
        return ProgramRun.of(args.toArray());
    }

    private void assertFails(ProgramRun run, String message) {
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEqualToIgnoringNewLines("trialsync: " + message);
        assertThat(out).doesNotExist();
    }

    private long hostTime() throws IOException {
        List<String> lines = Files.readAllLines(out);
        int column = List.of(lines.get(0).split(",", -1)).indexOf("host time [ns]");
        return Long.parseLong(lines.get(1).split(",", -1)[column]);
    }
}
