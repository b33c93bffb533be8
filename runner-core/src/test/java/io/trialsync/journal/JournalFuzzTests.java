// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trialsync.fuzz.Fuzz;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JournalFuzzTests {

    private final JournalJson json = new JournalJson();

    @Test
    void noFileMakesTheReaderFail() {
        Fuzz.of(DamagedJournalTests.bytesOf(SomeRecords.full()), DamagedJournalTests.bytesOf(SomeRecords.sparse()))
                .run(500, this::read);
    }

    /** Somebody who changes a journal on purpose can also compute the checksum. */
    @Test
    void noLineWithAChecksumThatFitsMakesTheReaderFail() {
        byte[][] examples = Stream.concat(SomeRecords.full().stream(), SomeRecords.sparse().stream())
                .map(json::write)
                .toArray(byte[][]::new);
        Fuzz.of(examples).run(4_000, bytes -> {
            byte[] object = bytes.length < 2 ? "{}".getBytes(UTF_8) : bytes;
            read(JournalLine.frame(0, object));
        });
    }

    private void read(byte[] bytes) throws IOException {
        Journal journal = new JournalReader(new ByteArrayInputStream(bytes), json).readAll();
        if (journal.damages().stream().anyMatch(text -> text.chars().anyMatch(Character::isISOControl))) {
            throw new IllegalStateException("a damage would reach a terminal: " + journal.damages());
        }
    }
}
