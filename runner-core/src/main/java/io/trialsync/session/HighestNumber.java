// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord;
import java.util.function.ToIntFunction;

/** The highest number given so far, since a journal that lost lines holds fewer records than were numbered. */
final class HighestNumber {

    private HighestNumber() {}

    static <T extends JournalRecord> int of(Journal before, Class<T> type, ToIntFunction<T> number) {
        return before.all(type).mapToInt(number).max().orElse(0);
    }

    static int ofBursts(Journal before) {
        return of(before, JournalRecord.Exchanged.class, exchange -> {
            Integer burst = exchange.burst();
            return burst == null ? 0 : burst;
        });
    }
}
