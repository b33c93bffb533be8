// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.device.LiveSamples.Sample;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes that were seen of real phones and of the vendor's own tests. */
class WireVectorTests {

    private static final String REPORT = "80c8000600000001ec9c4a364000000000099cf00000000a0000005a";
    private static final String IMU =
            "08d6d1b1f3e4c6cbb718120f0dfeff35bd150000143e1dff7f563f1a0f0d6038eec015a0af8cc01d60d0ab4022"
                    + "190d5a76dd3e158a63c03c1d6dba853d25d720663f2d008b764e";

    static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    private static Optional<Sample> gaze(ByteBuffer payload) {
        return Payload.GAZE.decode(payload, OptionalLong.of(7), 9);
    }

    @Test
    void aSenderReportGivesPacketsTheirTimeExactly() {
        SenderReport report = SenderReport.find(bytes(REPORT)).orElseThrow();
        assertThat(report).isEqualTo(new SenderReport(1_760_676_790_250_000_000L, 630_000));

        RtpClock clock = new RtpClock(90_000);
        assertThat(clock.unixNanosAt(675_000)).isEmpty();
        clock.follow(report);
        assertThat(clock.unixNanosAt(675_000)).hasValue(1_760_676_790_750_000_000L);
        assertThat(clock.unixNanosAt(630_001)).hasValue(1_760_676_790_250_011_111L);
        assertThat(clock.unixNanosAt(629_999)).hasValue(1_760_676_790_249_988_889L);
    }

    @Test
    void timestampsTurnOverWithoutAJumpAndALaterReportReplacesTheEarlier() {
        RtpClock clock = new RtpClock(90_000);
        clock.follow(new SenderReport(1_000_000_000_000L, -90_000));

        assertThat(clock.unixNanosAt(90_000)).hasValue(1_002_000_000_000L);
        assertThat(clock.unixNanosAt(-180_000)).hasValue(999_000_000_000L);
        // 13 h are one turn; half of one on either side of the report
        assertThat(clock.unixNanosAt(Integer.MAX_VALUE - 90_000)).hasValue(1_000_000_000_000L + 23_860_929_411_111L);
        clock.follow(new SenderReport(5_000_000_000_000L, 90_000));
        assertThat(clock.unixNanosAt(90_000)).hasValue(5_000_000_000_000L);
    }

    @Test
    void aReportIsFoundBehindOtherPacketsAndWithoutAWallClockIsNone() {
        String receiverReport = "80c9000100000002";
        assertThat(SenderReport.find(bytes(receiverReport + REPORT))).isPresent();
        assertThat(SenderReport.find(bytes(REPORT + "81cb000100000002"))).isPresent();
        assertThat(SenderReport.find(bytes("80c800060000000100000000000000000009" + "9cf00000000a0000005a")))
                .isEmpty();
        assertThat(SenderReport.find(bytes("81cb000100000002"))).isEmpty();
    }

    @Test
    void ntpSecondsAreCountedOnAfter2036() {
        ByteBuffer report = bytes(REPORT);
        report.putInt(8, 0).putInt(12, 1 << 30);

        assertThat(SenderReport.find(report).orElseThrow().unixNanos()).isEqualTo(2_085_978_496_250_000_000L);
    }

    @Test
    void aPacketIsReadWithContributorsExtensionAndPadding() {
        RtpPacket plain = RtpPacket.parse(bytes("8063000700000abc000000014448000044162000ff"))
                .orElseThrow();
        assertThat(plain.payloadType()).isEqualTo(99);
        assertThat(plain.sequence()).isEqualTo(7);
        assertThat(plain.timestamp()).isEqualTo(0xabc);
        assertThat(plain.payload().remaining()).isEqualTo(9);

        RtpPacket full = RtpPacket.parse(
                        bytes("b263000700000abc00000001" + "0000000a0000000b" + "beef0001cafebabe" + "0102" + "000003"))
                .orElseThrow();
        assertThat(full.payload()).isEqualTo(bytes("0102"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "80",
                "8063000700000abc0000",
                "4063000700000abc00000001",
                "8163000700000abc00000001",
                "9063000700000abc00000001",
                "9063000700000abc00000001beef0002cafebabe",
                "a063000700000abc00000001",
                "a063000700000abc0000000100",
                "a063000700000abc0000000102",
            })
    void whatIsNoPacketIsNone(String hex) {
        assertThat(RtpPacket.parse(bytes(hex))).isEmpty();
    }

    @Test
    void gazeIsReadAsItWasSeen() {
        Sample shortest = gaze(bytes("4448000044162000ff")).orElseThrow();
        assertThat(shortest.columns()).containsExactly("gaze x [px]", "gaze y [px]", "worn");
        assertThat(shortest.values()).containsExactly(800f, 600.5f, 1f);
        assertThat(shortest.deviceNanos()).isEqualTo(7);
        assertThat(shortest.receiveNanoTime()).isEqualTo(9);

        Sample eyes = gaze(bytes("445510004401500000445820004403a0004450b00043f0c000"))
                .orElseThrow();
        assertThat(eyes.columns())
                .containsExactly(
                        "gaze x [px]",
                        "gaze y [px]",
                        "worn",
                        "gaze left x [px]",
                        "gaze left y [px]",
                        "gaze right x [px]",
                        "gaze right y [px]");
        assertThat(eyes.values()).containsExactly(852.25f, 517.25f, 0f, 864.5f, 526.5f, 834.75f, 481.5f);
    }

    @ParameterizedTest
    @CsvSource({"9, 3", "17, 5", "25, 7", "65, 17", "89, 23", "105, 27"})
    void everyLengthOfGazeIsReadInItsOrder(int bytes, int columns) {
        ByteBuffer payload = ByteBuffer.allocate(bytes);
        List<Float> expected = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            boolean worn = i == 2;
            if (worn) {
                payload.put((byte) 255);
            } else {
                payload.putFloat(i);
            }
            expected.add(worn ? 1f : (float) i);
        }
        Sample sample = gaze(payload.flip()).orElseThrow();

        assertThat(sample.values()).isEqualTo(expected);
        assertThat(sample.columns()).doesNotHaveDuplicates().contains("worn");
        assertThat(sample.columns().contains("pupil diameter right [mm]")).isEqualTo(bytes >= 65);
        assertThat(sample.columns().contains("eyelid aperture left [mm]")).isEqualTo(bytes >= 89);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 10, 21, 64, 77, 90, 104, 106, 1400})
    void gazeOfAnotherLengthIsNotGuessed(int bytes) {
        assertThat(gaze(ByteBuffer.allocate(bytes))).isEmpty();
    }

    @Test
    void imuIsReadAsItWasSeenWithItsOwnTime() {
        Sample sample = Payload.IMU.decode(bytes(IMU), OptionalLong.empty(), 9).orElseThrow();

        assertThat(sample.deviceNanos()).isEqualTo(1_760_676_790_103_992_534L);
        assertThat(sample.columns())
                .startsWith("gyro x [deg/s]")
                .contains("acceleration z [g]")
                .endsWith("quaternion z");
        assertThat(sample.values())
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-6f ? 0 : Float.compare(a, b))
                .containsExactly(
                        -7.4443817f,
                        -4.3964386f,
                        5.3691864f,
                        -0.0444336f,
                        0.1445313f,
                        0.8378906f,
                        .4325436f,
                        .0234850f,
                        .0652970f,
                        .8989386f);
    }

    @Test
    void unknownFieldsOfImuAreSkippedAndWhatIsNoMessageIsNone() {
        String more = "2801" + "3103000000000000000000".substring(0, 18) + "3a03616263" + "45000080bf";
        assertThat(Payload.IMU.decode(bytes(more + IMU + more), OptionalLong.empty(), 9))
                .isPresent();

        for (String wrong :
                List.of("", "08", "0800", "1205", "12ffffffffffffffffff01", "0b", "08ffffffffffffffffffff01")) {
            assertThat(Payload.IMU.decode(bytes(wrong), OptionalLong.empty(), 9))
                    .as(wrong)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "m=application 0 RTP/AVP 99|a=rtpmap:99 com.pupillabs.gaze1/90000, 99, 90000",
        "m=application 0 RTP/AVP 101|a=rtpmap:101 x/1000|a=control:trackID=0, 101, 1000",
        "m=application 0 RTP/AVP 98 99, 98, 90000",
        "m=video 0 RTP/AVP 96|a=rtpmap:96 H264/90000|m=application 0 RTP/AVP 99|a=rtpmap:99 g/48000|m=audio 0 RTP/AVP 97, 99, 48000",
        "m=application 0 RTP/AVP 99|m=audio 0 RTP/AVP 97|a=rtpmap:99 g/48000, 99, 90000",
    })
    void ofADescriptionTheFirstMediumOfSamplesCounts(String sdp, int payloadType, int rate) {
        assertThat(SessionDescription.parse("v=0\r\n" + sdp.replace("|", "\r\n") + "\r\n"))
                .contains(new SessionDescription(payloadType, rate));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v=0",
                "m=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000",
                "m=application 0 RTP/AVP 99\na=rtpmap:99 x/0",
                "m=application 0 RTP/AVP 99\na=rtpmap:99 x/9999999999",
                "m=application 0 RTP/AVP 99999999999"
            })
    void aDescriptionWithoutSamplesIsNone(String sdp) {
        assertThat(SessionDescription.parse(sdp)).isEmpty();
    }
}
