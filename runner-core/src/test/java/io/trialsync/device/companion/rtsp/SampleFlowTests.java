// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.rtsp;

import static io.trialsync.device.companion.rtsp.WireVectorTests.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.device.LiveSamples.Sample;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From datagrams to samples: reports, losses, repetitions, turns, and what is none of ours. */
class SampleFlowTests {

    private static final ByteBuffer REPORT = bytes("80c8000600000001ec9c4a364000000000099cf00000000a0000005a");

    private final Heard heard = new Heard();
    private final SampleFlow gaze = new SampleFlow(Payload.GAZE, new SessionDescription(99, 90_000), heard);

    private static ByteBuffer packet(int sequence, int timestamp) {
        ByteBuffer packet = bytes("8063000000000000000000014448000044162000ff");
        return packet.putShort(2, (short) sequence).putInt(4, timestamp);
    }

    private List<Long> stamps() {
        return heard.samples.stream().map(Sample::deviceNanos).toList();
    }

    @Test
    void samplesBeforeTheFirstReportAreHeldAndKeepTheirArrival() {
        gaze.rtp(packet(1, 630_000), 11);
        gaze.rtp(packet(2, 675_000), 12);
        assertThat(heard.samples).isEmpty();
        gaze.rtcp(REPORT);

        assertThat(stamps()).containsExactly(1_760_676_790_250_000_000L, 1_760_676_790_750_000_000L);
        assertThat(heard.samples).extracting(Sample::receiveNanoTime).containsExactly(11L, 12L);
        assertThat(gaze.complaint()).isEmpty();
    }

    @Test
    void withoutAReportABoundedNumberIsHeldAndTheRestIsCounted() {
        for (int i = 0; i < SampleFlow.MOST_HELD + 30; i++) {
            gaze.rtp(packet(i, 450 * i), i);
        }
        assertThat(gaze.complaint())
                .hasValueSatisfying(text ->
                        assertThat(text).startsWith("gaze: " + (SampleFlow.MOST_HELD + 30) + " samples have no time"));
        gaze.rtcp(REPORT);

        assertThat(heard.samples).hasSize(SampleFlow.MOST_HELD);
        assertThat(gaze.complaint())
                .hasValue("gaze: 30 samples have no time, since no sender report (RTCP) had come before them");
    }

    @Test
    void lostPacketsAreCountedAlsoWhereNumbersTurnOverAndLateOnesAreTaken() {
        gaze.rtcp(REPORT);
        for (int sequence : new int[] {65_530, 65_531, 65_534, 65_533, 2, 1, 1, 2}) {
            gaze.rtp(packet(sequence, sequence), 1);
        }
        // 65532, 65535 and 0 are missing
        assertThat(heard.samples).hasSize(6);
        assertThat(gaze.complaint()).hasValue("gaze: 3 of 9 packets did not arrive");
    }

    @Test
    void aSenderThatBeginsAnewIsNotALoss() {
        gaze.rtcp(REPORT);
        gaze.rtp(packet(10, 1), 1);
        gaze.rtp(packet(40_000, 2), 2);
        gaze.rtp(packet(40_001, 3).putInt(8, 77), 3);

        assertThat(heard.samples).hasSize(3);
        assertThat(gaze.complaint()).isEmpty();
    }

    @Test
    void whatIsNoneOfOursIsSkippedAndAnUnknownLengthIsToldOnce() {
        gaze.rtcp(REPORT);
        gaze.rtp(packet(1, 1).put(1, (byte) 96), 1);
        gaze.rtp(bytes("81cb000100000002"), 1);
        gaze.rtcp(bytes("81cb000100000002"));
        gaze.rtp(ByteBuffer.allocate(200), 1);
        gaze.rtp(bytes("80630002000000010000000100"), 1);
        gaze.rtp(bytes("80630003000000010000000100"), 1);
        gaze.rtp(packet(4, 4), 1);

        assertThat(heard.samples).hasSize(1);
        assertThat(gaze.complaint()).hasValue("gaze: 2 samples could not be read, the first of them of 1 bytes");
        assertThat(gaze.account()).endsWith("3 other datagrams came");
    }

    @Test
    void nothingIsToldAfterTheEndWhichIsToldOnce() {
        gaze.rtcp(REPORT);
        gaze.end("over");
        gaze.end("over again");
        gaze.rtp(packet(1, 1), 1);

        assertThat(heard.samples).isEmpty();
        assertThat(heard.ends).containsExactly("over");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noBytesHoweverMutatedThrow(long seed) {
        Random random = new Random(seed);
        List<String> originals = List.of(
                "8063000700000abc000000014448000044162000ff",
                "b263000700000abc000000010000000a0000000bbeef0001cafebabe0102000003",
                "80c8000600000001ec9c4a364000000000099cf00000000a0000005a",
                "8064000700000abc0000000108d6d1b1f3e4c6cbb718120f0dfeff35bd150000143e1dff7f563f1a0f0d6038eec015a0af8cc0"
                        + "1d60d0ab4022190d5a76dd3e158a63c03c1d6dba853d25d720663f2d008b764e");
        SampleFlow imu = new SampleFlow(Payload.IMU, new SessionDescription(100, 90_000), heard);
        for (int i = 0; i < 20_000; i++) {
            byte[] original = HexFormat.of().parseHex(originals.get(random.nextInt(originals.size())));
            ByteBuffer mutated = ByteBuffer.wrap(mutate(original, random));
            for (SampleFlow flow : List.of(gaze, imu)) {
                flow.rtp(mutated, i);
                flow.rtcp(mutated);
            }
            heard.samples.clear();
        }
        assertThat(gaze.account()).as("seed %d", seed).isNotEmpty();
    }

    private static byte[] mutate(byte[] original, Random random) {
        byte[] bytes = Arrays.copyOf(original, random.nextInt(2 * original.length + 1));
        for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noReplyHoweverMutatedIsMoreThanAFailure(long seed) {
        Random random = new Random(seed);
        String reply = String.join(
                "\r\n",
                "RTSP/1.0 200 OK",
                "CSeq: 2",
                "Content-Length: 60",
                "Session: 12ab;timeout=60",
                "",
                "m=application 0 RTP/AVP 99",
                "a=rtpmap:99 com.pupillabs.gaze1/90000",
                "");
        for (int i = 0; i < 5_000; i++) {
            byte[] mutated = mutate(reply.getBytes(StandardCharsets.UTF_8), random);
            RtspReader reader = new RtspReader(new ByteArrayInputStream(mutated));
            try {
                for (int replies = 0; replies < 100; replies++) {
                    assertThat(SessionDescription.parse(reader.next().body())).isNotNull();
                }
            } catch (IOException e) {
                assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
            }
        }
    }
}
