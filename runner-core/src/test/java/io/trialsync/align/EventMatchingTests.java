// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.clock.Bound;
import io.trialsync.journal.JournalRecord.MarkerStamped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Many events of one name. */
class EventMatchingTests {

    private static final int MANY = 200;
    private static final long SECOND = 1_000_000_000L;

    private static ExpectedEvent expected(int number) {
        MarkerRow row = new MarkerRow(
                new MarkerStamped(number, "tone", null, null, 0, "call", number * SECOND),
                "neon-0001",
                MarkerRow.State.ANSWERED,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.of(number * SECOND),
                Optional.empty(),
                Optional.empty());
        return new ExpectedEvent(
                row, OptionalLong.of(number * SECOND), List.of(new Bound(number * SECOND, number * SECOND)));
    }

    private static List<ExpectedEvent> expected() {
        List<ExpectedEvent> expected = new ArrayList<>();
        for (int i = 1; i <= MANY; i++) {
            expected.add(expected(i));
        }
        return expected;
    }

    private static List<RecordingEvent> shifted(long nanos) {
        List<RecordingEvent> events = new ArrayList<>();
        for (int i = 1; i <= MANY; i++) {
            events.add(new RecordingEvent("tone", i * SECOND + nanos, Optional.empty(), Optional.empty()));
        }
        Collections.shuffle(events, new Random(6));
        return events;
    }

    @Test
    void aNameThatIsThereTooOftenIsComparedWithTheNearestAndThatIsNoted() {
        EventMatching matching = EventMatching.of(expected(), shifted(0), MANY * 4);

        for (ExpectedEvent one : expected()) {
            assertThat(matching.of(one))
                    .singleElement()
                    .extracting(RecordingEvent::deviceNanos)
                    .isEqualTo(one.deviceNanos().getAsLong());
        }
        assertThat(matching.rest()).isEmpty();
        assertThat(matching.notes())
                .containsExactly("[tone] is the name of 200 markers and 200 events: each marker was compared with the"
                        + " nearest 4 of them only");
    }

    @Test
    void noMarkerIsMissingWhileAnEventOfItsNameIsLeft() {
        EventMatching matching = EventMatching.of(expected(), shifted(1_000 * SECOND), MANY);

        assertThat(expected()).allMatch(one -> matching.of(one).size() == 1);
        assertThat(matching.rest()).isEmpty();
    }

    @Test
    void asManyAsCanBeComparedAreNotNoted() {
        EventMatching matching = EventMatching.of(expected(), shifted(0));

        assertThat(matching.notes()).isEmpty();
        assertThat(matching.rest()).isEmpty();
    }
}
