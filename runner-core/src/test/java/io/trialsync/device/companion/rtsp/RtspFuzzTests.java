// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.rtsp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trialsync.device.LiveSamples;
import io.trialsync.fuzz.Fuzz;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RtspFuzzTests {

    private static final String SDP = String.join(
            "\r\n",
            "v=0",
            "o=- 0 0 IN IP4 127.0.0.1",
            "m=application 0 RTP/AVP 99",
            "a=rtpmap:99 com.pupillabs.gaze1/90000",
            "a=control:track1",
            "");

    private static final String REPLY =
            "RTSP/1.0 200 OK\r\nCSeq: 2\r\nContent-Type: application/sdp\r\nContent-Length: " + SDP.length()
                    + "\r\n\r\n" + SDP;

    /** Nothing is told of what is not understood, and no datagram ends a stream. */
    private static final LiveSamples.Listener NOBODY = new LiveSamples.Listener() {
        @Override
        public void sample(String stream, long deviceNanos, long receiveNanoTime) {
            throw new IllegalStateException("a sample without its values");
        }

        @Override
        public void sample(LiveSamples.Sample sample) {
            if (sample.columns().size() != sample.values().size()) {
                throw new IllegalStateException("columns without values");
            }
        }

        @Override
        public void ended(String reason) {
            throw new IllegalStateException("a datagram ended the stream");
        }
    };

    @Test
    void everyReplyOfAServerIsReadOrAFailureOfTheConnection() {
        Fuzz.of(REPLY, "RTSP/1.0 454 Session Not Found\r\n\r\n" + REPLY, "$\u0001\u0000\u0004abcd" + REPLY)
                .run(8_000, IOException.class, bytes -> {
                    RtspReply reply = new RtspReader(new ByteArrayInputStream(bytes)).next();
                    SessionDescription.parse(reply.body());
                });
    }

    @Test
    void everyDescriptionOfASessionIsUnderstoodOrNot() {
        Fuzz.of(SDP).run(8_000, bytes -> SessionDescription.parse(new String(bytes, UTF_8)));
    }

    @Test
    void everyDatagramIsASampleOrCounted() {
        byte[] gaze = ByteBuffer.allocate(21)
                .put((byte) 0x80)
                .put((byte) 99)
                .putShort((short) 7)
                .putInt(90_000)
                .putInt(1)
                .putFloat(500)
                .putFloat(600)
                .put((byte) 1)
                .array();
        byte[] report = ByteBuffer.allocate(28)
                .put((byte) 0x80)
                .put((byte) 200)
                .putShort((short) 6)
                .putInt(1)
                .putInt(0xe900_0000)
                .putInt(5)
                .putInt(90_000)
                .array();
        SampleFlow flow = new SampleFlow(Payload.GAZE, new SessionDescription(99, 90_000), NOBODY);
        Fuzz.of(gaze, report).run(15_000, bytes -> {
            flow.rtp(ByteBuffer.wrap(bytes), 5);
            flow.rtcp(ByteBuffer.wrap(bytes));
            flow.account();
        });
    }

    @Test
    void everyPayloadIsASampleOrNone() {
        byte[] imu = new byte[] {8, -50, 1, 18, 5, 13, 0, 0, -128, 63, 26, 10, 13, 0, 0, 0, 64, 21, 0, 0, 0, 64};
        Fuzz.of(imu, new byte[9], new byte[89]).run(15_000, bytes -> {
            Payload.IMU.decode(ByteBuffer.wrap(bytes), OptionalLong.of(1), 5);
            Payload.GAZE.decode(ByteBuffer.wrap(bytes), OptionalLong.of(1), 5);
        });
    }
}
