// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever happens to the file, no line that is not as it was written is taken, and nothing is missing without a word. */
class DamagedJournalTests {

    private static final int TAIL_BYTES = 1 << 16;
    private static final int CHANGES = 10_000;

    private final JournalJson json = new JournalJson();
    private final List<JournalRecord> records = WrittenJournal.records(12);
    private final byte[] file = bytesOf(records);

    /** Long lines before those of the session, since each of 65,536 cuts is read from the beginning. */
    @Test
    void aJournalCutAtAnyByteOfItsLast64KiBKeepsEveryWholeLine() throws IOException {
        List<JournalRecord> all = new ArrayList<>();
        for (int trial = 1; trial <= 8; trial++) {
            Map<String, Object> data = Map.of("answer", "x".repeat(8_000));
            all.add(new JournalRecord.TrialEnd(trial, 1, "completed", null, data, false, trial, 0));
        }
        all.addAll(records);
        byte[] bytes = bytesOf(all);
        assertThat(bytes).hasSizeGreaterThan(TAIL_BYTES);
        int from = bytes.length - TAIL_BYTES;
        int whole = (int) IntStream.range(0, from).filter(i -> bytes[i] == '\n').count();
        for (int cut = from; cut <= bytes.length; cut++) {
            boolean torn = bytes[cut - 1] != '\n';
            whole += torn || cut == from ? 0 : 1;

            Journal journal = new JournalReader(new ByteArrayInputStream(bytes, 0, cut), json).readAll();

            assertThat(journal.torn() == torn
                            && journal.nextNumber() == whole
                            && journal.damages().size() == (torn ? 1 : 0)
                            && journal.records().size() == whole
                            && (torn || journal.records().equals(all.subList(0, whole))))
                    .as("cut at byte %d: %s", cut, journal.damages())
                    .isTrue();
        }
        assertThat(whole).isEqualTo(all.size());
    }

    @Test
    void noChangeOfAByteGoesUnseen() throws IOException {
        long seed = Long.getLong("trialsync.fuzz.seed", 6);
        Random random = new Random(seed);
        for (int i = 0; i < CHANGES; i++) {
            byte[] changed = file.clone();
            int at = random.nextInt(file.length);
            changed[at] ^= (byte) (1 + random.nextInt(255));
            String where = "seed " + seed + ", change " + i + " at byte " + at + " of " + file.length;

            Journal journal = read(changed);

            Set<JournalRecord> left = new HashSet<>(journal.records());
            List<JournalRecord> lost =
                    records.stream().filter(record -> !left.contains(record)).toList();
            boolean onlyWhatWas = journal.records().equals(without(lost));
            boolean reported = journal.torn() || !journal.damages().isEmpty();
            if (!onlyWhatWas || lost.isEmpty() || lost.size() > 2 || !reported) {
                throw new AssertionError(where + ": lost " + lost + ", said " + journal.damages());
            }
        }
    }

    private List<JournalRecord> without(List<JournalRecord> lost) {
        return records.stream().filter(record -> !lost.contains(record)).toList();
    }

    @Test
    void theNumbersOfAllLostLinesAreNamed() throws IOException {
        List<String> lines = new ArrayList<>(new String(file, UTF_8).lines().toList());
        lines.subList(15, 20).clear();
        lines.set(5, lines.get(5).replace("wall", "well"));
        lines.remove(3);

        Journal journal = read((String.join("\n", lines) + "\n").getBytes(UTF_8));

        assertThat(journal.damages())
                .containsExactly(
                        "line 4 has n 4 where 3 is due; n 3 is lost",
                        "line 5 is damaged (its checksum does not fit) and skipped",
                        "line 15 has n 20 where 15 is due; n 15 to 19 are lost");
    }

    @Test
    void twoLinesThatRanIntoOneAreBothCountedAsLost() throws IOException {
        byte[] changed = file.clone();
        changed[
                IntStream.range(0, file.length)
                        .filter(i -> file[i] == '\n')
                        .skip(6)
                        .findFirst()
                        .orElseThrow()] = ' ';

        Journal journal = read(changed);

        assertThat(journal.damages())
                .containsExactly(
                        "line 7 is damaged (its checksum does not fit) and skipped",
                        "line 8 has n 8 where 7 is due; n 6 to 7 are lost");
        assertThat(journal.nextNumber()).isEqualTo(records.size());
    }

    @Test
    void aLineThatLacksWhatItsTypeMustHaveIsNotUnderstood() throws IOException {
        byte[] line = JournalLine.frame(
                0,
                "{\"type\":\"trial-begin\",\"trial\":1,\"attempt\":1,\"host_ns\":\"5\",\"width_ns\":\"0\"}"
                        .getBytes(UTF_8));

        assertThat(read(line).damages())
                .singleElement()
                .asString()
                .startsWith("line 1 cannot be understood and is skipped")
                .contains("[unique_id] is missing");
    }

    @Test
    void aTimeThatIsNotThereIsNotTakenForZero() throws IOException {
        byte[] line = JournalLine.frame(0, "{\"type\":\"block-end\",\"block\":1}".getBytes(UTF_8));

        assertThat(read(line).records()).isEmpty();
        assertThat(read(line).damages()).singleElement().asString().startsWith("line 1 cannot be understood");
    }

    @Test
    void whatADamagedTypeIsCalledCannotReachTheTerminal() throws IOException {
        byte[] line = JournalLine.frame(0, "{\"type\":\"\\u001b[2J\\u009b\"}".getBytes(UTF_8));

        assertThat(read(line).damages().get(0))
                .doesNotContainPattern("\\p{Cntrl}")
                .contains("[2J");
    }

    private Journal read(byte[] bytes) throws IOException {
        return new JournalReader(new ByteArrayInputStream(bytes), json).readAll();
    }

    static byte[] bytesOf(List<JournalRecord> records) {
        JournalJson json = new JournalJson();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < records.size(); i++) {
            out.writeBytes(JournalLine.frame(i, json.write(records.get(i))));
        }
        return out.toByteArray();
    }
}
