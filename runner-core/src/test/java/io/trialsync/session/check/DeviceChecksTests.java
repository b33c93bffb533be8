// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trialsync.clock.Arrival;
import io.trialsync.clock.Exchange;
import io.trialsync.clock.KnownDrift;
import io.trialsync.clock.StampRule;
import io.trialsync.device.DeviceIdentity;
import io.trialsync.device.DeviceStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceChecksTests {

    private static final long HOST = 1_744_271_292_116_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long BEHIND = 840 * MILLI;

    private final Map<String, String> status = new HashMap<>(Map.of(
            "battery_level", "61",
            "battery_state", "OK",
            "memory", "198471864320",
            "memory_state", "OK",
            "sensor_gaze_direct", "connected",
            "sensor_world_websocket", "not connected"));
    private String model = "Neon";
    private Optional<String> serial = Optional.of("123456");
    private List<String> notices = List.of();
    private Optional<String> statusProblem = Optional.empty();
    private Optional<String> recording = Optional.empty();
    private List<Exchange> exchanges = exchanges(BEHIND, 4 * MILLI);
    private Optional<String> syncProblem = Optional.empty();
    private DeviceFacts.Stream stream = arriving(BEHIND, 30 * MILLI);
    private Optional<KnownDrift> drift = Optional.of(new KnownDrift(25, 2));

    /** Ten exchanges a second for five seconds, all over a symmetric link, with a phone behind by a constant. */
    private static List<Exchange> exchanges(long behind, long roundTrip) {
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            long send = HOST + i * SECOND / 10;
            exchanges.add(new Exchange(send, send + roundTrip / 2 - behind, send + roundTrip, 0, i == 0));
        }
        return exchanges;
    }

    private static DeviceFacts.Stream arriving(long behind, long delay) {
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            long taken = HOST + i * SECOND / 20;
            arrivals.add(new Arrival(taken - behind, taken + delay));
        }
        return new DeviceFacts.Stream(true, arrivals, Optional.empty());
    }

    private List<CheckResult> results() {
        DeviceFacts facts = new DeviceFacts(
                new DeviceIdentity("a41fe4fe2bccf6c3", model, "Lab A", serial),
                false,
                true,
                notices,
                new DeviceStatus(status),
                statusProblem,
                recording,
                new DeviceFacts.Sync("time-echo", StampRule.FLOORED, exchanges, syncProblem),
                stream,
                drift);
        return DeviceChecks.of(facts, ClockReading.of(facts.sync()));
    }

    private Finding finding(String subject) {
        return results().stream()
                .filter(Finding.class::isInstance)
                .map(Finding.class::cast)
                .filter(finding -> finding.subject().equals(subject))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private Unchecked unchecked(String subject) {
        return results().stream()
                .filter(Unchecked.class::isInstance)
                .map(Unchecked.class::cast)
                .filter(result -> result.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aGoodPhoneIsOkInEveryPart() {
        assertThat(results())
                .allSatisfy(result -> assertThat(result)
                        .isInstanceOfSatisfying(
                                Finding.class,
                                finding -> assertThat(finding.level()).isEqualTo(Level.OK)))
                .extracting(CheckResult::subject)
                .containsExactly(
                        "reachable",
                        "glasses",
                        "battery",
                        "storage",
                        "sensors",
                        "recording",
                        "round trip",
                        "clock",
                        "drift",
                        "sensor clock");
        assertThat(finding("glasses").text()).isEqualTo("Neon, serial number 123456");
        assertThat(finding("storage").text()).startsWith("198.5 GB free, about 19.8 hours");
        assertThat(finding("sensors").text()).isEqualTo("connected: gaze; not connected: world");
        assertThat(finding("round trip").text())
                .isEqualTo("best 4.00 ms, typical 4.00 ms, 95 % within 4.00 ms (50 exchanges by time-echo)");
        assertThat(finding("drift").text()).isEqualTo("it loses 90 ms an hour (+25.0 ± 2.0 ppm in its last session)");
    }

    @Test
    void theClockIsSaidInWordsWithItsLimitsAndTheVendorsMedianBesideIt() {
        assertThat(finding("clock").text())
                .startsWith("the phone is 840 ms behind: offset +840.00 ± ")
                .contains("ms, limits +83", "the vendor's median of 49 gives +840.00 ms");

        exchanges = exchanges(-BEHIND, 4 * MILLI);
        assertThat(finding("clock").text()).startsWith("the phone is 840 ms ahead: offset -840.00 ± ");
    }

    @Test
    void theReadingHoldsTheTruth() {
        ClockReading reading = ClockReading.of(
                        new DeviceFacts.Sync("time-echo", StampRule.FLOORED, exchanges, Optional.empty()))
                .orElseThrow();

        assertThat(reading.limits().contains(BEHIND)).isTrue();
        assertThat(Math.abs(reading.offsetNanos() - BEHIND)).isLessThanOrEqualTo(reading.uncertaintyNanos());
        assertThat(reading.limits().contains(reading.offsetNanos())).isTrue();
    }

    @Test
    void aClockThatIsHoursOffIsAWarningWithWhatToDo() {
        exchanges = exchanges(3_600 * SECOND, 4 * MILLI);
        stream = arriving(3_600 * SECOND, 30 * MILLI);

        assertThat(finding("clock").level()).isEqualTo(Level.WARN);
        assertThat(finding("clock").text()).startsWith("the phone is 1.0 hours behind");
        assertThat(finding("clock").advice()).contains("automatic", "doc/setting-clocks.md");
        assertThat(finding("sensor clock").level()).isEqualTo(Level.OK);
    }

    @Test
    void aLowBatteryIsAWarningAndACriticalOneAFailure() {
        status.putAll(Map.of("battery_level", "19", "battery_state", "OK"));
        assertThat(finding("battery").level()).isEqualTo(Level.WARN);
        status.putAll(Map.of("battery_level", "30", "battery_state", "CRITICAL"));
        assertThat(finding("battery").level()).isEqualTo(Level.FAIL);
        status.putAll(Map.of("battery_level", "4", "battery_state", "OK"));
        assertThat(finding("battery").level()).isEqualTo(Level.FAIL);
        assertThat(finding("battery").advice()).contains("charge");
    }

    @Test
    void littleStorageIsAWarningAndNoneAFailure() {
        status.put("memory", "4000000000");
        assertThat(finding("storage").level()).isEqualTo(Level.WARN);
        status.put("memory_state", "CRITICAL");
        assertThat(finding("storage").level()).isEqualTo(Level.FAIL);
    }

    @Test
    void aStateThatCannotBeReadIsNotCheckedRatherThanOk() {
        status.clear();
        statusProblem = Optional.of("no answer within 2 s");

        for (String subject : List.of("battery", "storage", "sensors", "recording")) {
            assertThat(unchecked(subject).reason()).contains("no answer within 2 s");
        }
    }

    @Test
    void nonsenseInTheStateIsNotChecked() {
        status.putAll(Map.of("battery_level", "full", "memory", "lots"));
        status.remove("battery_state");
        status.remove("memory_state");

        assertThat(unchecked("battery").reason()).isEqualTo("it does not tell");
        assertThat(unchecked("storage").reason()).isEqualTo("it does not tell");
    }

    @Test
    void glassesThatAreNotPluggedInAreAFailure() {
        model = "Companion";
        serial = Optional.empty();
        assertThat(finding("glasses").level()).isEqualTo(Level.FAIL);

        model = "Neon";
        assertThat(finding("glasses").level()).isEqualTo(Level.WARN);
    }

    @Test
    void gazeThatIsNotConnectedIsAWarning() {
        status.put("sensor_gaze_direct", "not connected");

        assertThat(finding("sensors").level()).isEqualTo(Level.WARN);
        assertThat(finding("sensors").text()).isEqualTo("connected: none; not connected: gaze, world");
    }

    @Test
    void aRecordingThatRunsIsAWarning() {
        recording = Optional.of("b7d0e4a2");

        assertThat(finding("recording").level()).isEqualTo(Level.WARN);
        assertThat(finding("recording").text()).contains("b7d0e4a2");
    }

    @Test
    void aSlowLinkIsSaidInWords() {
        exchanges = exchanges(BEHIND, 90 * MILLI);

        assertThat(finding("round trip").level()).isEqualTo(Level.WARN);
        assertThat(finding("round trip").text()).startsWith("best 90.0 ms").contains("half of the exchanges");
        assertThat(finding("round trip").advice()).startsWith("Keep the phone's screen on");
    }

    @Test
    void aDeviceThatAnswersNoExchangeIsAFailureAndItsClockNotChecked() {
        exchanges = List.of();
        syncProblem = Optional.of("connection refused");

        assertThat(finding("round trip").level()).isEqualTo(Level.FAIL);
        assertThat(finding("round trip").text()).contains("connection refused");
        assertThat(unchecked("clock").reason()).contains("there were 0");
        assertThat(unchecked("sensor clock").reason()).isEqualTo("its wall clock is not known");
    }

    @Test
    void aSensorClockThatIsAheadIsAFailure() {
        stream = arriving(BEHIND - 850 * MILLI, 30 * MILLI);

        assertThat(finding("sensor clock").level()).isEqualTo(Level.FAIL);
        assertThat(finding("sensor clock").text()).startsWith("the sensor clock is at least ");
        assertThat(finding("sensor clock").advice()).contains("restart the Companion app", "doc/setting-clocks.md");
    }

    @Test
    void aSensorClockThatIsBehindIsAFailure() {
        stream = arriving(BEHIND + 850 * MILLI, 30 * MILLI);

        assertThat(finding("sensor clock").level()).isEqualTo(Level.FAIL);
        assertThat(finding("sensor clock").text()).startsWith("the sensor clock is most likely ");
    }

    @Test
    void withoutAStreamTheSensorClockIsNotCheckedAndWithABrokenOneThatIsSaid() {
        stream = DeviceFacts.Stream.none();
        assertThat(unchecked("sensor clock").reason()).contains("no live stream");

        stream = new DeviceFacts.Stream(true, List.of(), Optional.of("refused"));
        assertThat(unchecked("sensor clock").reason()).contains("no live sample arrived");
        assertThat(finding("live stream").level()).isEqualTo(Level.WARN);
    }

    @Test
    void aDriftThatIsNotKnownYetIsNotChecked() {
        drift = Optional.empty();

        assertThat(unchecked("drift").reason()).contains("first session");
    }

    @Test
    void whatIsOddOnTheWayIsAWarning() {
        notices = List.of("the phone says it has another address");

        assertThat(finding("address").text()).isEqualTo("the phone says it has another address");
    }

    @Test
    void aFindingThatIsNotOkMustSayWhatToDo() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Finding(Level.WARN, "battery", "10 %", ""));
    }
}
