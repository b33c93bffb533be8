// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JournalTests {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve(Journal.FILE_NAME);
    }

    @Test
    void everyTypeOfRecordComesBackAsItWasWritten() throws IOException {
        write(SomeRecords.full());

        Journal journal = Journal.read(file);

        assertThat(journal.records()).isEqualTo(SomeRecords.full());
        assertThat(journal.damages()).isEmpty();
        assertThat(journal.torn()).isFalse();
        assertThat(journal.nextNumber()).isEqualTo(SomeRecords.full().size());
    }

    @Test
    void whatIsAbsentStaysAbsentAndIsNotInTheFile() throws IOException {
        write(SomeRecords.sparse());

        assertThat(Journal.read(file).records()).isEqualTo(SomeRecords.sparse());
        assertThat(file).content().doesNotContain("null");
    }

    @Test
    void aLineOfAnExchangeHasTheFieldsOfTheContractInTheirOrder() throws IOException {
        write(List.of(SomeRecords.exchange(7), SomeRecords.exchange(null)));

        assertThat(lines().get(0))
                .startsWith("{\"n\":0,\"type\":\"exchange\",\"device\":\"neon-f6c3\",\"clock\":\"wall\","
                        + "\"host_send_ns\":\"1760676788219000001\",\"device_ns\":\"1760676788219000002\","
                        + "\"host_receive_ns\":\"1760676788219000003\",\"resolution_ns\":\"1000000\","
                        + "\"channel\":\"time-echo\",\"burst\":7,\"first\":false,\"crc\":\"")
                .matches(".*,\"crc\":\"[0-9a-f]{8}\"}");
        assertThat(lines().get(1))
                .startsWith("{\"n\":1,")
                .contains("\"channel\":\"time-echo\",\"first\":false,\"crc\"");
    }

    @Test
    void aLineOfAnArrivalHasTheFieldsOfTheContractInTheirOrder() throws IOException {
        write(List.of(SomeRecords.arrival()));

        assertThat(lines().get(0))
                .startsWith(
                        "{\"n\":0,\"type\":\"arrival\",\"device\":\"neon-f6c3\",\"clock\":\"sensor\",\"stream\":\"gaze\","
                                + "\"device_ns\":\"1760676788219000001\",\"host_ns\":\"1760676788219000002\",\"crc\":\"");
    }

    @Test
    void theChecksumIsTheCrc32cOfTheBytesBeforeIt() throws IOException {
        write(SomeRecords.full());

        for (String line : lines()) {
            int comma = line.lastIndexOf(",\"crc\"");
            CRC32C crc = new CRC32C();
            crc.update(line.substring(0, comma).getBytes(UTF_8));
            assertThat(line.substring(comma)).isEqualTo(String.format(",\"crc\":\"%08x\"}", crc.getValue()));
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void aJournalCutAnywhereKeepsWhatCameBefore(double share) throws IOException {
        write(SomeRecords.full());
        byte[] all = Files.readAllBytes(file);
        byte[] cut = Arrays.copyOf(all, (int) (share * all.length));
        Files.write(file, cut);

        Journal journal = Journal.read(file);

        int whole = (int) new String(cut, UTF_8).chars().filter(c -> c == '\n').count();
        assertThat(journal.records()).isEqualTo(SomeRecords.full().subList(0, whole));
        assertThat(journal.torn()).isEqualTo(cut.length > 0 && cut[cut.length - 1] != '\n');
        if (journal.torn()) {
            assertThat(journal.damages())
                    .containsExactly("line " + (whole + 1) + " is incomplete and ignored; the journal ends there");
        }
        assertThat(file).hasBinaryContent(cut);
    }

    static List<Double> lengths() {
        return IntStream.rangeClosed(0, 12).mapToObj(i -> i / 12.0).toList();
    }

    @Test
    void aDamagedLineIsNamedAndSkipped() throws IOException {
        write(SomeRecords.full());
        byte[] before =
                Files.readString(file).replace("\"practice\"", "\"prectice\"").getBytes(UTF_8);
        Files.write(file, before);

        Journal journal = Journal.read(file);

        assertThat(journal.records()).hasSize(SomeRecords.full().size() - 1);
        assertThat(journal.damages()).containsExactly("line 7 is damaged (its checksum does not fit) and skipped");
        assertThat(journal.nextNumber()).isEqualTo(SomeRecords.full().size());
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void aLostLineIsSeenByItsNumber() throws IOException {
        write(SomeRecords.full());
        List<String> lines = new ArrayList<>(lines());
        lines.remove(3);
        Files.writeString(file, String.join("\n", lines) + "\n");

        Journal journal = Journal.read(file);

        assertThat(journal.damages()).containsExactly("line 4 has n 4 where 3 is due; n 3 is lost");
        assertThat(journal.records()).hasSize(SomeRecords.full().size() - 1);
    }

    @Test
    void aTypeOfALaterVersionIsNamedAndSkipped() throws IOException {
        write(List.of(SomeRecords.exchange(1)));
        append(JournalLine.frame(1, "{\"type\":\"hologram\",\"x\":1}".getBytes(UTF_8)));
        append(JournalLine.frame(2, "{\"no\":\"type\"}".getBytes(UTF_8)));

        Journal journal = Journal.read(file);

        assertThat(journal.records()).hasSize(1);
        assertThat(journal.damages()).hasSize(2);
        assertThat(journal.damages().get(0))
                .isEqualTo("line 2 is of type [hologram], which this version does not know, and is skipped");
        assertThat(journal.damages().get(1)).startsWith("line 3 ").doesNotContain("\n");
        assertThat(journal.nextNumber()).isEqualTo(3);
    }

    @Test
    void fieldsOfALaterVersionAreIgnored() throws IOException {
        Files.createFile(file);
        append(JournalLine.frame(
                0, "{\"type\":\"block-end\",\"block\":1,\"host_ns\":\"5\",\"mood\":{}}".getBytes(UTF_8)));

        assertThat(Journal.read(file).records()).containsExactly(new JournalRecord.BlockEnd(1, 5));
    }

    @Test
    void aRecordingOfAnEarlierVersionHasNoMessage() throws IOException {
        write(List.of());
        append(JournalLine.frame(
                0,
                "{\"type\":\"recording\",\"device\":\"d\",\"action\":\"visible\",\"recording_id\":\"r\",\"host_ns\":\"5\"}"
                        .getBytes(UTF_8)));

        assertThat(Journal.read(file).records())
                .containsExactly(new JournalRecord.RecordingChanged("d", "visible", "r", null, 5));
    }

    @Test
    void anOverlongLineIsSkippedWithoutBeingKept() throws IOException {
        write(List.of(SomeRecords.exchange(1)));
        append("x".repeat((1 << 20) + 5).getBytes(UTF_8));
        append("\n".getBytes(UTF_8));
        append(JournalLine.frame(2, "{\"type\":\"block-end\",\"block\":1,\"host_ns\":\"5\"}".getBytes(UTF_8)));

        Journal journal = Journal.read(file);

        assertThat(journal.records()).hasSize(2);
        assertThat(journal.damages()).containsExactly("line 2 is longer than 1048576 bytes and skipped");
    }

    @Test
    void anEmptyFileIsAnEmptyJournal() throws IOException {
        Files.createFile(file);

        assertThat(Journal.read(file)).isEqualTo(new Journal(List.of(), List.of(), false, 0));
    }

    @Test
    void deeplyNestedJsonIsDamageAndNoOverflow() throws IOException {
        Files.createFile(file);
        String deep = "[".repeat(20_000) + "]".repeat(20_000);
        append(JournalLine.frame(0, ("{\"type\":\"block-end\",\"x\":" + deep + "}").getBytes(UTF_8)));

        assertThat(Journal.read(file).damages()).singleElement().asString().startsWith("line 1 cannot be understood");
    }

    @Test
    void aReopenedJournalGoesOnNumbering() throws IOException {
        write(List.of(SomeRecords.exchange(1)));
        try (JournalWriter writer = JournalWriter.reopen(file, JournalSync.ALWAYS, System::nanoTime)) {
            writer.append(SomeRecords.exchange(2));
        }

        assertThat(Journal.read(file).damages()).isEmpty();
        assertThat(Journal.read(file).nextNumber()).isEqualTo(2);
    }

    @Test
    void aReopenedJournalKeepsItsTornLineAndNumbersOnBehindIt() throws IOException {
        write(List.of(SomeRecords.exchange(1)));
        append("{\"n\":1,\"type\":\"exch".getBytes(UTF_8));
        byte[] before = Files.readAllBytes(file);
        try (JournalWriter writer = JournalWriter.reopen(file, JournalSync.ALWAYS, System::nanoTime)) {
            writer.append(SomeRecords.exchange(2));
        }

        Journal journal = Journal.read(file);

        assertThat(Files.readAllBytes(file)).startsWith(before);
        assertThat(journal.records()).containsExactly(SomeRecords.exchange(1), SomeRecords.exchange(2));
        assertThat(journal.damages()).containsExactly("line 2 is damaged (its checksum does not fit) and skipped");
        assertThat(lines().get(2)).startsWith("{\"n\":2,");
    }

    @Test
    void manyThreadsAppendWithoutLosingOrMixingLines() throws Exception {
        int threads = 8;
        int each = 500;
        try (JournalWriter writer = JournalWriter.create(file)) {
            List<Thread> running = IntStream.range(0, threads)
                    .mapToObj(t -> new Thread(() ->
                            IntStream.range(0, each).forEach(i -> writer.append(new JournalRecord.BlockEnd(t, i)))))
                    .toList();
            running.forEach(Thread::start);
            for (Thread thread : running) {
                thread.join();
            }
        }

        Journal journal = Journal.read(file);

        assertThat(journal.damages()).isEmpty();
        assertThat(journal.records()).hasSize(threads * each);
        assertThat(journal.all(JournalRecord.BlockEnd.class)
                        .filter(end -> end.block() == 3)
                        .map(JournalRecord.BlockEnd::hostNanos))
                .isSorted();
    }

    @Test
    void anInterruptedThreadStillAppends() throws IOException {
        try (JournalWriter writer = JournalWriter.create(file)) {
            Thread.currentThread().interrupt();
            writer.append(SomeRecords.exchange(1));
            boolean interrupted = Thread.interrupted();
            writer.append(SomeRecords.exchange(2));

            assertThat(interrupted).isTrue();
            assertThat(writer.failure()).isEmpty();
        }
        assertThat(Journal.read(file).records()).hasSize(2);
    }

    @Test
    void aFullDiskIsKeptAsTheFailureAndNothingMoreIsWritten() throws IOException {
        File full = new File("/dev/full");
        assumeTrue(full.exists(), "only some systems have a disk that is always full");
        FileOutputStream stream = new FileOutputStream(full);
        JournalWriter writer = new JournalWriter(JournalFile.of(stream), 0, JournalSync.ALWAYS, System::nanoTime);

        writer.append(SomeRecords.exchange(1));
        boolean durable = writer.flush(60_000_000_000L);
        assertThat(durable).isFalse();
        IOException first = writer.failure().orElseThrow();
        writer.append(SomeRecords.exchange(2));

        assertThat(writer.failure()).containsSame(first);
        writer.close();
    }

    @Test
    void aClosedWriterKeepsTheFailure() throws IOException {
        JournalWriter writer = JournalWriter.create(file);
        writer.close();
        writer.close();

        writer.append(SomeRecords.exchange(1));

        assertThat(writer.failure()).isPresent();
        assertThat(file).isEmptyFile();
    }

    @Test
    void anExistingJournalIsNeverReplaced() throws IOException {
        Files.writeString(file, "precious");

        assertThat(catchThrowable(() -> JournalWriter.create(file))).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("precious");
    }

    private void write(List<JournalRecord> records) throws IOException {
        try (JournalWriter writer = JournalWriter.create(file)) {
            records.forEach(writer::append);
        }
    }

    private void append(byte[] bytes) throws IOException {
        Files.write(file, bytes, StandardOpenOption.APPEND);
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(file);
    }
}
