// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RowOrderTests {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void rowsInOrderOfTimeNeverGetAWrongAnswer() {
        SteppedSession.forMany(200, (session, model) -> {
            long[] hosts = rows(session);
            long[] stamps = LongStream.of(hosts).map(session.clock()::at).toArray();
            List<Conversion> conversions = model.toHostInOrder(stamps);
            for (int i = 0; i < hosts.length; i++) {
                assertThat(allows(conversions.get(i), hosts[i]))
                        .as("%s, row %d of %d, host %d, %s", session, i, hosts.length, hosts[i], conversions.get(i))
                        .isTrue();
            }
        });
    }

    @Test
    void rowOrderNeverSettlesLessThanEachRowByItself() {
        SteppedSession.forMany(50, (session, model) -> {
            long[] stamps =
                    LongStream.of(rows(session)).map(session.clock()::at).toArray();
            List<Conversion> conversions = model.toHostInOrder(stamps);
            for (int i = 0; i < stamps.length; i++) {
                if (model.toHost(stamps[i]) instanceof Conversion.Converted alone) {
                    assertThat(conversions.get(i)).as("%s, row %d", session, i).isEqualTo(alone);
                }
            }
        });
    }

    @Test
    void aFallOfTheStampsSettlesEveryRowOnBothSidesOfAClockSetBack() {
        ClockModel model = model(-30);

        List<Conversion> conversions = model.toHostInOrder(stamps(-30, 0, 120, 0.1));

        assertThat(model.toHost(55 * SECOND)).isInstanceOf(Conversion.Ambiguous.class);
        assertThat(conversions).allMatch(Conversion.Converted.class::isInstance);
        assertThat(hostOf(conversions.get(550))).isEqualTo(55 * SECOND);
        assertThat(hostOf(conversions.get(850))).isEqualTo(85 * SECOND);
    }

    @Test
    void repeatedStampsAreNoFall() {
        ClockModel model = model(-30);
        long[] once = stamps(-30, 0, 120, 0.1);
        long[] twice = LongStream.of(once)
                .flatMap(stamp -> LongStream.of(stamp, stamp))
                .toArray();

        List<Conversion> conversions = model.toHostInOrder(twice);

        assertThat(conversions).allMatch(Conversion.Converted.class::isInstance);
        assertThat(hostOf(conversions.get(1101))).isEqualTo(55 * SECOND);
        assertThat(hostOf(conversions.get(1701))).isEqualTo(85 * SECOND);
    }

    @Test
    void severalFallsSettleSeveralSteps() {
        ClockModel model = model(-30, -20);

        List<Conversion> conversions = model.toHostInOrder(stamps(new long[] {-30, -20}, 0, 180, 0.1));

        assertThat(conversions).allMatch(Conversion.Converted.class::isInstance);
        for (int i = 0; i < conversions.size(); i++) {
            assertThat(hostOf(conversions.get(i))).isEqualTo(Math.round(i * 0.1 * SECOND));
        }
    }

    @Test
    void aFallIsPlacedAtTheStepThatSetTheClockBackAndNotAtTheOneThatSetItAhead() {
        ClockModel model = model(5, -30);

        List<Conversion> conversions = model.toHostInOrder(stamps(new long[] {5, -30}, 70, 180, 0.1));

        assertThat(conversions).allMatch(Conversion.Converted.class::isInstance);
        assertThat(hostOf(conversions.get(0))).isEqualTo(70 * SECOND);
        assertThat(hostOf(conversions.get(1099))).isEqualTo(Math.round(179.9 * SECOND));
    }

    @Test
    void aTableThatStartsAfterTheStepLeavesAmbiguousWhatItsOrderCannotSettle() {
        ClockModel model = model(-30);

        List<Conversion> conversions = model.toHostInOrder(stamps(-30, 62, 120, 0.1));

        assertThat(conversions.get(0)).isInstanceOf(Conversion.Ambiguous.class);
        assertThat(hostOf(conversions.get(579))).isEqualTo(Math.round(119.9 * SECOND));
        assertThat(conversions).noneMatch(Conversion.NeverExisted.class::isInstance);
    }

    @Test
    void aTableThatIsNotInOrderIsConvertedRowByRow() {
        ClockModel model = model(-30);
        long[] shuffled = {100 * SECOND, 20 * SECOND, 55 * SECOND, 90 * SECOND, 10 * SECOND, 50 * SECOND};

        assertThat(model.toHostInOrder(shuffled)).isEqualTo(alone(model, shuffled));
    }

    @Test
    void aFallThatNoStepCanExplainMeansThatTheTableIsNotInOrder() {
        long[] fallsFarFromTheStep = {100 * SECOND, 95 * SECOND, 101 * SECOND};
        long[] fallsAtAStepAhead = {59 * SECOND + SECOND / 2, 59 * SECOND + SECOND / 4, 200 * SECOND};

        assertThat(model(-30).toHostInOrder(fallsFarFromTheStep)).isEqualTo(alone(model(-30), fallsFarFromTheStep));
        assertThat(model(1).toHostInOrder(fallsAtAStepAhead)).isEqualTo(alone(model(1), fallsAtAStepAhead));
    }

    @Test
    void theFirstPassIsNeededOnlyIfADeviceTimeMayBelongToTwoSegments() {
        assertThat(RowOrder.scan(model()).isNeeded()).isFalse();
        assertThat(RowOrder.scan(model(1000)).isNeeded()).isFalse();
        assertThat(RowOrder.scan(model(-30)).isNeeded()).isTrue();
    }

    @Test
    void withoutAFirstPassEveryRowIsConvertedByItself() {
        ClockModel model = model(-30);
        RowOrder.Cursor cursor = RowOrder.scan(model).finish().cursor();

        assertThat(cursor.next(55 * SECOND)).isEqualTo(model.toHost(55 * SECOND));
    }

    @Test
    void timesOutOfRangeAreRefusedInBothPasses() {
        RowOrder.Scan scan = RowOrder.scan(model(-30));

        assertThatThrownBy(() -> scan.add(Long.MIN_VALUE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("device time [-9223372036854775808] is not within");
        assertThatThrownBy(() -> scan.finish().cursor().next(Long.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("device time [9223372036854775807] is not within");
    }

    /** Rows in order of true time, of some stretch of the session, close around its steps. */
    private static long[] rows(SteppedSession session) {
        int count = 1 + session.random().nextInt(400);
        return LongStream.generate(session::someHostTime).limit(count).sorted().toArray();
    }

    private static List<Conversion> alone(ClockModel model, long[] stamps) {
        List<Conversion> alone = new ArrayList<>();
        for (long stamp : stamps) {
            alone.add(model.toHost(stamp));
        }
        return alone;
    }

    /** A clock without drift, equal to the host's until it jumps by so many seconds at 60 s, 120 s, … */
    private static ClockModel model(long... jumps) {
        List<Exchange> exchanges = new ArrayList<>();
        for (long i = 0; i <= 60L * (jumps.length + 1); i++) {
            long host = i * SECOND + SECOND / 2;
            exchanges.add(new Exchange(host, device(jumps, host), host, 0));
        }
        return new LowestRoundTrip(1).fit(exchanges, FitAssumptions.with(StampRule.FLOORED));
    }

    private static long[] stamps(long jump, long fromSeconds, long toSeconds, double every) {
        return stamps(new long[] {jump}, fromSeconds, toSeconds, every);
    }

    private static long[] stamps(long[] jumps, long fromSeconds, long toSeconds, double every) {
        return LongStream.range(0, Math.round((toSeconds - fromSeconds) / every))
                .map(i -> device(jumps, fromSeconds * SECOND + Math.round(i * every * SECOND)))
                .toArray();
    }

    private static long device(long[] jumps, long host) {
        long device = host;
        for (int i = 0; i < jumps.length; i++) {
            device += host >= 60 * SECOND * (i + 1) ? jumps[i] * SECOND : 0;
        }
        return device;
    }

    private static long hostOf(Conversion conversion) {
        return ((Conversion.Converted) conversion).hostTime().hostNanos();
    }

    private static boolean allows(Conversion conversion, long host) {
        if (conversion instanceof Conversion.Converted converted) {
            return converted.hostTime().limits().grow(2).contains(host);
        }
        return conversion instanceof Conversion.Ambiguous ambiguous
                && ambiguous.candidates().stream()
                        .anyMatch(candidate -> candidate.limits().grow(2).contains(host));
    }
}
