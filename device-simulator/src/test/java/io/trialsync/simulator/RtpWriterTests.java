// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes that were seen of real phones, written by the simulated one. */
class RtpWriterTests {

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void aSenderReportIsWrittenAsItWasSeen() {
        assertThat(hex(RtpWriter.senderReport(1, 1_760_676_790_250_000_000L, 630_000, 10, 90)))
                .isEqualTo("80c8000600000001ec9c4a364000000000099cf00000000a0000005a");
    }

    @Test
    void aPacketHasTheHeaderOfRfc3550() {
        assertThat(hex(RtpWriter.packet(99, 65_537, 675_000, 1, new byte[] {5})))
                .isEqualTo("80630001000a4cb80000000105");
    }

    @Test
    void gazeIsWrittenAsItWasSeen() {
        GazeSample gaze = new GazeSample(852.25f, 517.25f, false, List.of(864.5f, 526.5f, 834.75f, 481.5f));

        assertThat(hex(GazePayloads.write(GazeSample.at(800, 600.5f, true), 9))).isEqualTo("4448000044162000ff");
        assertThat(hex(GazePayloads.write(gaze, 25))).isEqualTo("445510004401500000445820004403a0004450b00043f0c000");
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 17, 25, 65, 89, 105, 21, 77, 1})
    void everyLengthCanBeWritten(int bytes) {
        assertThat(GazePayloads.write(GazeSample.at(1, 2, true), bytes)).hasSize(bytes);
    }

    @Test
    void imuIsWrittenAsItWasSeen() {
        byte[] seen = HexFormat.of()
                .parseHex("08d6d1b1f3e4c6cbb718120f0dfeff35bd150000143e1dff7f563f1a0f0d6038eec015a0af8cc01d60d0ab402219"
                        + "0d5a76dd3e158a63c03c1d6dba853d25d720663f2d008b764e");
        List<Float> acceleration = List.of(real(0xbd35fffe), real(0x3e140000), real(0x3f567fff));
        List<Float> gyro = List.of(real(0xc0ee3860), real(0xc08cafa0), real(0x40abd060));
        List<Float> quaternion =
                List.of(real(0x3edd765a), real(0x3cc0638a), real(0x3d85ba6d), real(0x3f6620d7), 1_034_076_160.0f);

        byte[] written = ImuPayloads.write(1_760_676_790_103_992_534L, acceleration, gyro, quaternion);

        assertThat(written).hasSize(71);
        assertThat(hex(written)).isEqualTo(hex(seen));
    }

    private static float real(int bits) {
        return Float.intBitsToFloat(bits);
    }

    @Test
    void theDescriptionIsTheOneThatTheVendorsClientAccepts() {
        assertThat(RtspAnswer.description("10.77.0.1", SensorKind.GAZE).lines())
                .containsExactly(
                        "v=0",
                        "o=- 0 0 IN IP4 10.77.0.1",
                        "s=Unnamed",
                        "i=N/A",
                        "c=IN IP4 10.77.0.1",
                        "t=0 0",
                        "a=recvonly",
                        "m=application 0 RTP/AVP 99",
                        "a=rtpmap:99 com.pupillabs.gaze1/90000",
                        "a=control:trackID=0");
    }

    @Test
    void ticksAndNanosecondsFitEachOtherForDays() {
        for (long nanos : new long[] {0, 11_110, 11_111, 11_112, 99_999, 100_000, 5_000_000, 864_000_000_012_345L}) {
            long ticks = RtpSender.ticks(nanos);
            assertThat(RtpSender.nanos(ticks)).isBetween(nanos - 11_112, nanos + 1);
            assertThat(RtpSender.ticks(RtpSender.nanos(ticks) + 1)).isEqualTo(ticks);
        }
    }
}
