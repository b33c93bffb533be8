// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a journal file holds, and what is wrong with it.
 *
 * @param records the intact records, in order
 * @param damages one line for each thing that is missing or unreadable, for people
 * @param torn whether the last line is incomplete, as after a crash
 * @param nextNumber the number that the next line would have
 */
public record Journal(List<JournalRecord> records, List<String> damages, boolean torn, long nextNumber) {

    /** The name of the file in a session folder. */
    public static final String FILE_NAME = "journal.jsonl";

    /** Copies the lists. */
    public Journal {
        records = List.copyOf(records);
        damages = List.copyOf(damages);
    }

    /**
     * Read a journal. Torn, damaged and lost lines are named and skipped; lines of types that a later version may have are
     * skipped too.
     *
     * @param file the file
     * @return what it holds
     * @throws IOException if it cannot be read at all
     */
    public static Journal read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return new JournalReader(in).readAll();
        }
    }

    /**
     * Read the beginning of a journal: its first intact record.
     *
     * @param file the file
     * @return a journal of one record, or of none
     * @throws IOException if it cannot be read at all
     */
    public static Journal readFirst(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return new JournalReader(in).read(1);
        }
    }

    /**
     * {@return the records of one type, in order}
     *
     * @param type the type
     * @param <T> the type
     */
    public <T extends JournalRecord> Stream<T> all(Class<T> type) {
        return records.stream().filter(type::isInstance).map(type::cast);
    }
}
