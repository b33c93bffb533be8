// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trialsync.align.MarkerLedger;
import io.trialsync.align.MarkerRow;
import io.trialsync.align.SessionAlignment;
import io.trialsync.journal.JournalRecord.MarkerAnswered;
import io.trialsync.journal.JournalRecord.MarkerSent;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkerStampsTests {

    @TempDir
    Path directory;

    private Lab lab;
    private final TestDevice device = TestDevice.inMemory();

    @BeforeEach
    void prepareTheLab() {
        lab = new Lab(directory);
        device.takesDeviceTime = true;
    }

    @AfterEach
    void nothingIsLeftRunning() throws InterruptedException {
        Lab.assertNoThreadOfOursIsLeft();
    }

    @Test
    void aMarkerCarriesTheDevicesTimeOfItsOwnHostTimeHoweverLateItIsSent() throws Exception {
        LiveSession session = lab.openSynchronised(device);
        long[] host = new long[1];
        Lab.trial(session, "a", trial -> {
            host[0] = session.hostNanos() - 300_000_000;
            trial.markAt("flip", host[0], 500_000, MarkerSource.FLIP);
        });
        session.close();

        List<MarkerSent> sent = Lab.journal(session).all(MarkerSent.class).toList();
        List<MarkerAnswered> answered =
                Lab.journal(session).all(MarkerAnswered.class).toList();
        assertThat(sent).hasSize(3).allMatch(record -> record.stamping().equals("explicit"));
        for (int i = 0; i < sent.size(); i++) {
            assertThat(sent.get(i).deviceNanos()).isEqualTo(answered.get(i).deviceNanos());
            assertThat(device.sentTimes.get(i)).hasValue(answered.get(i).deviceNanos());
        }
        MarkerRow flip =
                MarkerLedger.of(SessionAlignment.read(session.folder())).get(1);
        assertThat(flip.stamping()).contains("explicit");
        assertThat(flip.marker().hostNanos()).isEqualTo(host[0]);
        assertThat(flip.onHost().orElseThrow().limits().grow(1_000_000).contains(host[0]))
                .isTrue();
        assertThat(Lab.faults(session)).isEmpty();
    }

    @Test
    void aDeviceThatStampsAsItLikesIsAFaultAndCountsAsArrival() throws Exception {
        device.echoesDeviceTime = false;
        LiveSession session = lab.openSynchronised(device);
        Lab.trial(session, "a", trial -> {});
        session.close();

        assertThat(Lab.faults(session))
                .hasSize(2)
                .allMatch(
                        fault -> fault.matches(
                                "marker: \\[trial.001.\\w+] was sent with the device time \\[\\d+], but the device gave it \\[\\d+]"));
        assertThat(MarkerLedger.of(SessionAlignment.read(session.folder())))
                .extracting(MarkerRow::stamping)
                .allMatch(stamping -> stamping.orElse("").equals("arrival"));
    }

    @Test
    void markersAreStampedOnArrivalWhereThatIsChosen() throws Exception {
        lab.stamping = MarkerStamping.ARRIVAL;
        assertNoTimeIsSent();
    }

    @Test
    void markersAreStampedOnArrivalByADeviceThatTakesNoTime() throws Exception {
        device.takesDeviceTime = false;
        assertNoTimeIsSent();
    }

    @Test
    void markersAreStampedOnArrivalWhereTheClockCannotBeKeptKnown() throws Exception {
        device.restNanos = 15_000_000_000L;
        assertNoTimeIsSent();
    }

    private void assertNoTimeIsSent() throws Exception {
        LiveSession session = lab.open(device);
        Lab.trial(session, "a", trial -> {});
        session.close();

        assertThat(device.sentTimes).hasSize(2).containsOnly(OptionalLong.empty());
        assertThat(Lab.journal(session).all(MarkerSent.class))
                .allMatch(record -> record.stamping().equals("arrival") && record.deviceNanos() == null);
    }

    @Test
    void stampingsAreParsedByTheirLabels() {
        assertThat(MarkerStamping.parse("explicit")).isEqualTo(MarkerStamping.EXPLICIT);
        assertThat(MarkerStamping.parse("arrival")).isEqualTo(MarkerStamping.ARRIVAL);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MarkerStamping.parse("EXPLICIT"))
                .withMessage("[EXPLICIT] is not one of explicit, arrival");
    }
}
