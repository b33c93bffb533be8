// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.clock.Bound;
import io.trialsync.clock.HostTime;
import io.trialsync.clock.StampRule;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Host times of markers around a step that sets a phone's clock back by 300 ms, ten seconds after the session's start. */
class MarkerTimesTests {

    private static final String KEY = "neon-f6c3";
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long START = 1_790_000_000L * SECOND;
    private static final long STEP = START + 10 * SECOND + SECOND / 4;
    private static final long BACK = 300 * MILLI;

    @TempDir
    Path folder;

    private JournalWriter journal;
    private int markers;

    @BeforeEach
    void beginASession() throws IOException {
        journal = JournalWriter.create(folder.resolve(Journal.FILE_NAME));
        journal.append(new JournalRecord.SessionStart(
                JournalRecord.FORMAT, "test", "Search", "P07", "01", "search", 1, true, Map.of(), Map.of(), START));
        journal.append(new JournalRecord.DeviceOpened(
                KEY,
                "a41fe4fe2bccf6c3",
                "Neon",
                "Phone 7",
                null,
                "companion:192.168.1.20:8080",
                false,
                List.of(new JournalRecord.ClockOf("wall", MILLI, StampRule.FLOORED)),
                "time-echo",
                true,
                true,
                START));
        for (long host = START; host < START + 20 * SECOND; host += SECOND / 2) {
            journal.append(new JournalRecord.Exchanged(
                    KEY, "wall", host - 2 * MILLI, shown(host), host + 2 * MILLI, MILLI, "time-echo", null, false));
        }
    }

    private static long before(long host) {
        return host - 840 * MILLI;
    }

    private static long after(long host) {
        return before(host) - BACK;
    }

    private static long shown(long host) {
        return (host < STEP ? before(host) : after(host)) / MILLI * MILLI;
    }

    @Test
    void timesThatTheDeviceShowedTwiceAreThoseOfTheirRoundTripsWhateverTimesOtherMarkersWereGiven() throws IOException {
        for (long after = -400; after <= 400; after += 40) {
            long host = STEP + after * MILLI + 7;
            stampedOnArrival(host);
            // of the step nothing is known yet: after it the clock shows this time 300 ms late
            given(host + 10 * MILLI, MarkerTimesTests::before);
        }

        for (MarkerRow row : ledger()) {
            long host = row.marker().hostNanos();
            boolean given = row.stamping().orElseThrow().equals("explicit");
            long shown = given && host > STEP ? host + BACK : host;
            Bound limits = row.onHost().orElseThrow().limits();
            assertThat(limits.grow(1_000).contains(shown))
                    .as("%s %s of %d ms after the step", row.stamping(), row.onHost(), (host - STEP) / MILLI)
                    .isTrue();
            if (!given) {
                assertThat(limits.widthNanos())
                        .as("no wider than the round trip")
                        .isLessThanOrEqualTo(8 * MILLI);
            }
        }
    }

    @Test
    void ofTwoInstantsAtWhichTheDeviceShowedATimeTheOneItWasMadeFromIsTakenAndTheLimitsHoldBoth() throws IOException {
        given(STEP + 280 * MILLI, MarkerTimesTests::after);
        given(STEP - 200 * MILLI, MarkerTimesTests::before);

        assertThat(ledger()).hasSize(2).allSatisfy(row -> {
            HostTime time = row.onHost().orElseThrow();
            long host = row.marker().hostNanos();
            assertThat(Math.abs(time.hostNanos() - host)).isLessThan(20 * MILLI);
            assertThat(time.limits().contains(host)).isTrue();
            assertThat(time.limits().contains(host + (host < STEP ? BACK : -BACK)))
                    .isTrue();
            assertThat(time.uncertainty().totalNanos()).isGreaterThan(BACK - 20 * MILLI);
        });
    }

    @Test
    void anAnswerWithoutALineThatSaysWhoStampedItIsNotHeldToItsRoundTrip() throws IOException {
        long host = START + 5 * SECOND;
        int marker = stamped(host);
        journal.append(new JournalRecord.MarkerAnswered(
                marker, KEY, host + 900 * MILLI, before(host), host + 910 * MILLI, "r"));

        assertThat(ledger().get(0).onHost().orElseThrow().limits().contains(host))
                .isTrue();
    }

    @Test
    void anAnswerThatCameBeforeItsQuestionSaysNothingOfWhen() throws IOException {
        long host = START + 5 * SECOND;
        int marker = stamped(host);
        journal.append(new JournalRecord.MarkerSent(marker, KEY, "arrival", null, host));
        journal.append(new JournalRecord.MarkerAnswered(marker, KEY, host + SECOND, shown(host), host - SECOND, "r"));

        assertThat(ledger().get(0).onHost().orElseThrow().limits().contains(host))
                .isTrue();
    }

    private void stampedOnArrival(long host) {
        int marker = stamped(host);
        journal.append(new JournalRecord.MarkerSent(marker, KEY, "arrival", null, host - 4 * MILLI));
        journal.append(
                new JournalRecord.MarkerAnswered(marker, KEY, host - 4 * MILLI, shown(host), host + 4 * MILLI, "r"));
    }

    private void given(long host, LongUnaryOperator known) {
        int marker = stamped(host);
        long device = known.applyAsLong(host);
        journal.append(new JournalRecord.MarkerSent(marker, KEY, "explicit", device, host + MILLI));
        journal.append(new JournalRecord.MarkerAnswered(marker, KEY, host + MILLI, device, host + 9 * MILLI, "r"));
    }

    private int stamped(long host) {
        int marker = ++markers;
        journal.append(new JournalRecord.MarkerStamped(marker, "marker " + marker, 1, 1, 0, "call", host));
        return marker;
    }

    private List<MarkerRow> ledger() throws IOException {
        journal.close();
        return MarkerLedger.of(SessionAlignment.read(folder));
    }
}
