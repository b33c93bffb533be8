// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.align.AlignedDevice.Fitted;
import io.trialsync.clock.Conversion;
import io.trialsync.clock.CounterTurns;
import io.trialsync.clock.HostBreak;
import io.trialsync.clock.HostTime;
import io.trialsync.clock.StampRule;
import io.trialsync.clock.UtcTime;
import io.trialsync.device.DeviceClock;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions on a computer that sleeps, or whose wall clock is set, read back from their journals. */
class HostTimelineTests {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_790_000_000L * SECOND;
    private static final long RAW = 5_000 * SECOND;
    private static final long OFFSET = 840_000_000L;

    @TempDir
    Path folder;

    private JournalWriter journal;

    /** What the computer did so far: real seconds it slept, and by how much its wall clock was set. */
    private long slept;

    private long set;

    private long halfRoundTrip = 3_000_000;

    @BeforeEach
    void beginASession() throws IOException {
        journal = JournalWriter.create(folder.resolve(Journal.FILE_NAME));
        journal.append(new JournalRecord.SessionStart(
                JournalRecord.FORMAT, "test", "Search", "P07", "01", "search", 1, true, Map.of(), Map.of(), START));
        for (String key : List.of("neon-1", "neon-2")) {
            journal.append(new JournalRecord.DeviceOpened(
                    key,
                    "id-" + key,
                    "Neon",
                    "phone",
                    null,
                    "companion:auto",
                    true,
                    List.of(new JournalRecord.ClockOf(DeviceClock.WALL, 1_000, StampRule.FLOORED)),
                    "time-echo",
                    true,
                    true,
                    START));
        }
        anchor("start", 0);
    }

    /** The host's monotonic clock does not count while it sleeps, so host second {@code s} is real second {@code s + slept}. */
    private void anchor(String reason, double hostSecond) {
        long since = Math.round(hostSecond * SECOND);
        journal.append(
                new JournalRecord.HostAnchored(reason, RAW + since, START + since + slept + set, 80, START + since));
    }

    /** From one host second to another: an exchange a second with each phone, an anchor every ten. */
    private void synchronise(int fromSecond, int toSecond) {
        for (int second = fromSecond; second < toSecond; second++) {
            exchange("neon-1", second + 0.2, OFFSET);
            exchange("neon-2", second + 0.7, -3 * OFFSET);
            if (second % 10 == 9) {
                anchor("interval", second + 0.9);
            }
        }
    }

    private void exchange(String key, double hostSecond, long offset) {
        long stamped = START + Math.round(hostSecond * SECOND);
        long device = (stamped - offset + slept) / 1_000 * 1_000;
        journal.append(new JournalRecord.Exchanged(
                key,
                DeviceClock.WALL,
                stamped - halfRoundTrip,
                device,
                stamped + halfRoundTrip,
                1_000,
                "time-echo",
                null,
                false));
    }

    private SessionAlignment aligned() throws IOException {
        journal.close();
        return SessionAlignment.read(folder);
    }

    private static Fitted device(SessionAlignment session, String key) {
        return (Fitted) Objects.requireNonNull(session.devices().get(key));
    }

    @Test
    void aSleepOfTheComputerPartsTheFitsAndIsNoStepOfAnyDevice() throws IOException {
        synchronise(0, 105);
        slept = 37 * SECOND;
        synchronise(105, 200);
        SessionAlignment session = aligned();

        assertThat(session.host().breaks()).singleElement().satisfies(broken -> {
            assertThat(broken.cause()).isEqualTo(HostBreak.Cause.HOST_SLEPT);
            assertThat(broken.jumpNanos()).isEqualTo(37 * SECOND);
            assertThat(broken.host().contains(START + 105 * SECOND)).isTrue();
            assertThat(broken.host().widthNanos()).isLessThan(SECOND);
        });
        for (String key : List.of("neon-1", "neon-2")) {
            assertThat(device(session, key).wall().segments()).hasSize(2);
            assertThat(device(session, key).wall().steps()).isEmpty();
            assertThat(device(session, key).wall().findings())
                    .singleElement()
                    .asString()
                    .startsWith("the computer slept for 37.0 s");
        }
    }

    @Test
    void wallAndSensorTimesAreRightOnBothSidesOfASleepAndUnknownInIt() throws IOException {
        synchronise(0, 105);
        slept = 37 * SECOND;
        synchronise(105, 200);
        Fitted phone = device(aligned(), "neon-1");

        for (int second = 1; second < 199; second++) {
            long host = START + second * SECOND;
            long shown = host - OFFSET + (second < 105 ? 0 : 37 * SECOND);
            if (second != 105) {
                assertConverts(phone.wall().toHost(shown), host);
                assertConverts(phone.sensor().toHost(shown), host);
                assertThat(phone.wall().toDevice(host).limits().grow(1_000).contains(shown))
                        .isTrue();
            }
        }
        assertThat(phone.wall().toHost(START - OFFSET + 120 * SECOND)).isEqualTo(new Conversion.NeverExisted());
    }

    private static void assertConverts(Conversion conversion, long host) {
        assertThat(conversion).isInstanceOf(Conversion.Converted.class);
        HostTime time = ((Conversion.Converted) conversion).hostTime();
        assertThat(time.limits().grow(1_000).contains(host))
                .as("%d: %s", host, time)
                .isTrue();
        assertThat(time.uncertainty().totalNanos()).isLessThan(20_000_000);
    }

    @Test
    void aStepOfThePhoneBeforeASleepStaysOutOfTheSensorClockAfterIt() throws IOException {
        synchronise(0, 50);
        for (int second = 50; second < 105; second++) {
            exchange("neon-1", second + 0.2, OFFSET - 850_000_000);
        }
        anchor("interval", 104.9);
        slept = 37 * SECOND;
        for (int second = 105; second < 200; second++) {
            exchange("neon-1", second + 0.2, OFFSET - 850_000_000);
        }
        anchor("end", 200);
        Fitted phone = device(aligned(), "neon-1");

        assertThat(phone.wall().steps())
                .singleElement()
                .satisfies(
                        step -> assertThat(step.limits().contains(850_000_000)).isTrue());
        assertConverts(
                phone.wall().toHost(START + 150 * SECOND - OFFSET + 850_000_000 + 37 * SECOND), START + 150 * SECOND);
        HostTime sensor =
                ((Conversion.Converted) phone.sensor().toHost(START + 150 * SECOND - OFFSET + 37 * SECOND)).hostTime();
        assertThat(sensor.limits().contains(START + 150 * SECOND)).isTrue();
        assertThat(phone.sensor().steps()).isEmpty();
        assertThat(phone.sensor().segments()).hasSize(2);
    }

    @Test
    void aWallClockThatIsSetPartsNoDeviceButUtc() throws IOException {
        synchronise(0, 105);
        set = -1_500_000_000L;
        synchronise(105, 200);
        SessionAlignment session = aligned();

        assertThat(session.host().breaks())
                .singleElement()
                .satisfies(broken ->
                        assertThat(broken.evidence()).startsWith("the computer's wall clock was set back by 1.50 s"));
        assertThat(device(session, "neon-1").wall().segments()).hasSize(1);
        assertThat(device(session, "neon-1").wall().findings()).isEmpty();
        UtcTime before = session.host().utc().orElseThrow().at(START + 95 * SECOND);
        UtcTime inDoubt = session.host().utc().orElseThrow().at(START + 105 * SECOND);
        UtcTime after = session.host().utc().orElseThrow().at(START + 150 * SECOND);
        assertThat(before).isEqualTo(new UtcTime(START + 95 * SECOND, 140));
        assertThat(after).isEqualTo(new UtcTime(START + 150 * SECOND - 1_500_000_000L, 140));
        assertThat(inDoubt.uncertaintyNanos()).isGreaterThanOrEqualTo(1_500_000_000L);
    }

    @Test
    void afterASleepUtcIsRightAtOnce() throws IOException {
        synchronise(0, 105);
        slept = 37 * SECOND;
        synchronise(105, 200);
        SessionAlignment session = aligned();
        UtcTime before = session.host().utc().orElseThrow().at(START + 104 * SECOND);
        UtcTime after = session.host().utc().orElseThrow().at(START + 106 * SECOND);

        assertThat(before.utcNanos()).isEqualTo(START + 104 * SECOND);
        assertThat(after.utcNanos()).isEqualTo(START + 143 * SECOND);
        assertThat(List.of(before.uncertaintyNanos(), after.uncertaintyNanos())).allMatch(nanos -> nanos < 10_000_000);
    }

    @Test
    void whereRoundTripsHideWhatHappenedTheFitsArePartedToBeSure() throws IOException {
        halfRoundTrip = 400_000_000;
        synchronise(0, 105);
        slept = SECOND / 2;
        synchronise(105, 200);
        SessionAlignment session = aligned();

        assertThat(session.host().breaks())
                .singleElement()
                .satisfies(broken -> assertThat(broken.evidence())
                        .contains(
                                "gained 500 ms",
                                "it slept or its wall clock was set",
                                "no device's exchanges can tell"));
        assertThat(device(session, "neon-1").wall().segments()).hasSize(2);
        assertThat(device(session, "neon-1").wall().steps()).isEmpty();
    }

    @Test
    void aCorrectionOfTheWallClockThatIsTooShortForASleepPartsNoFit() throws IOException {
        synchronise(0, 105);
        set = 8_000_000;
        synchronise(105, 200);
        SessionAlignment session = aligned();

        assertThat(session.host().breaks()).hasSize(1);
        assertThat(device(session, "neon-1").wall().segments()).hasSize(1);
        assertThat(device(session, "neon-1").wall().findings()).isEmpty();
    }

    @Test
    void withoutExchangesOnBothSidesNobodyCanTellWhichItWas() throws IOException {
        synchronise(0, 105);
        slept = 37 * SECOND;
        anchor("end", 110);
        SessionAlignment session = aligned();

        assertThat(session.host().breaks())
                .singleElement()
                .satisfies(broken -> assertThat(broken.cause()).isEqualTo(HostBreak.Cause.UNDECIDED));
        assertThat(device(session, "neon-1").wall().segments()).hasSize(1);
    }

    @Test
    void theModelsFileSaysWhatHappenedToTheHost() throws IOException {
        synchronise(0, 105);
        slept = 37 * SECOND;
        synchronise(105, 200);
        new ClockModelFile().write(aligned());

        assertThat(Files.readString(folder.resolve(ClockModelFile.FILE_NAME)))
                .contains("\"cause\" : \"host slept\"", "\"wall_clock_gained_ns\" : \"37000000000\"")
                .contains("the computer slept for 37.0 s");
    }

    @Test
    void aRestartAtZeroLeavesCellsEmptyWhereTheTimeIsNotKnown() throws IOException {
        synchronise(0, 50);
        // at second 50 the first phone starts again at zero
        for (int second = 51; second < 100; second++) {
            exchange("neon-1", second + 0.2, START + 50 * SECOND);
        }
        Fitted phone = device(aligned(), "neon-1");
        long before = START + 49 * SECOND + SECOND / 2 - OFFSET;
        List<String> rows = converted(phone, before, 10 * SECOND);

        // in order of time nothing is left open; a time that both lives of the clock may show is, if it stands alone
        assertThat(rows.get(1))
                .startsWith(before + "," + (START + 49 * SECOND) / SECOND)
                .doesNotContain("ambiguous");
        assertThat(Long.parseLong(rows.get(2).split(",", -1)[1]))
                .isBetween(START + 60 * SECOND - 10_000, START + 60 * SECOND + 10_000);
        assertThat(converted(phone, 10 * SECOND).get(1)).isEqualTo(10 * SECOND + ",,,,,ambiguous");
    }

    @Test
    void aPhoneThatCountsMicrosecondsIn32BitsIsOneClockInItsModelsAndTables() throws IOException {
        LongUnaryOperator counter =
                host -> Math.floorMod((host - START + 4_200 * SECOND) / 1_000 * 1_000, CounterTurns.TURN_NANOS);
        for (int second = 0; second < 200; second++) {
            long stamped = START + second * SECOND;
            journal.append(new JournalRecord.Exchanged(
                    "neon-1",
                    DeviceClock.WALL,
                    stamped - 3_000_000,
                    counter.applyAsLong(stamped),
                    stamped + 3_000_000,
                    1_000,
                    "time-echo",
                    null,
                    false));
        }
        SessionAlignment session = aligned();
        Fitted phone = device(session, "neon-1");
        long[] hosts = {START + 94 * SECOND, START + 95 * SECOND, START + 150 * SECOND};
        List<String> rows = converted(phone, LongStream.of(hosts).map(counter).toArray());

        assertThat(phone.wall().steps()).isEmpty();
        assertThat(phone.sensor().steps()).isEmpty();
        for (int i = 0; i < hosts.length; i++) {
            long converted = Long.parseLong(rows.get(i + 1).split(",", -1)[1]);
            assertThat(converted).isBetween(hosts[i] - 10_000, hosts[i] + 10_000);
        }
        new ClockModelFile().write(session);
        assertThat(Files.readString(folder.resolve(ClockModelFile.FILE_NAME))).contains("turned over 1 time:");
    }

    private List<String> converted(Fitted phone, long... stamps) throws IOException {
        StringBuilder rows = new StringBuilder("t\n");
        for (long stamp : stamps) {
            rows.append(stamp).append('\n');
        }
        Path table = Files.writeString(folder.resolve("gaze.csv"), rows);
        Path out = folder.resolve("out.csv");
        new TableConverter(phone.wall(), "t", ConversionProgress.NONE).convert(table, out);
        return Files.readAllLines(out);
    }
}
