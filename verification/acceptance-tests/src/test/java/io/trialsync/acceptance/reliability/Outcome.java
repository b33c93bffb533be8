// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance.reliability;

import io.trialsync.acceptance.RunSession;
import io.trialsync.journal.JournalRecord.Exchanged;
import io.trialsync.journal.JournalRecord.Fault;
import io.trialsync.journal.JournalRecord.MarkerStamped;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one session that something went wrong in has left.
 *
 * @param mishap what went wrong
 * @param moment when
 * @param said the messages of the faults, each once
 * @param faults how many faults of each kind are in the journal
 * @param exchanges how many exchanges
 * @param markers how many markers were stamped on the host
 * @param states how many of them are in which state
 */
record Outcome(
        Mishap mishap,
        Moment moment,
        List<String> said,
        Map<String, Long> faults,
        long exchanges,
        long markers,
        Map<String, Long> states) {

    static Outcome of(Mishap mishap, Moment moment, RunSession session) throws IOException {
        return new Outcome(
                mishap,
                moment,
                session.all(Fault.class).stream().map(Outcome::words).distinct().toList(),
                counts(session.all(Fault.class).stream().map(Fault::what).toList()),
                session.all(Exchanged.class).size(),
                session.all(MarkerStamped.class).size(),
                counts(session.table("markers.csv").stream()
                        .map(row -> row.getField("state"))
                        .toList()));
    }

    private static Map<String, Long> counts(List<String> words) {
        return words.stream().collect(Collectors.groupingBy(word -> word, TreeMap::new, Collectors.counting()));
    }

    /** Without what is another one in each run: ports, ids, times. */
    private static String words(Fault fault) {
        return fault.message()
                .replaceAll("\\b[0-9a-f]{8}-[0-9a-f-]{27}\\b", "ID")
                .replaceAll("\\d+\\.\\d+\\.\\d+\\.\\d+:\\d+", "PHONE")
                .replace("|", "\\|");
    }
}
