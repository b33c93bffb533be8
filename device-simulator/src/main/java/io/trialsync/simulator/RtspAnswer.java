// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A reply of the RTSP server of a simulated phone. */
record RtspAnswer(int status, String reason, Map<String, String> headers, String body) {

    static RtspAnswer ok(Map<String, String> headers) {
        return new RtspAnswer(200, "OK", headers, "");
    }

    static RtspAnswer refused(int status, String reason) {
        return new RtspAnswer(status, reason, Map.of(), "");
    }

    /** {@return what a phone says of a stream; a client learns from it the payload type and the rate of the clock} */
    static String description(String ip, SensorKind kind) {
        return String.join(
                "\r\n",
                "v=0",
                "o=- 0 0 IN IP4 " + ip,
                "s=Unnamed",
                "i=N/A",
                "c=IN IP4 " + ip,
                "t=0 0",
                "a=recvonly",
                "m=application 0 RTP/AVP " + kind.payloadType(),
                "a=rtpmap:" + kind.payloadType() + " " + kind.encoding() + "/" + RtpSender.TICKS_PER_SECOND,
                "a=control:trackID=0",
                "");
    }

    byte[] bytes(String sequence) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("CSeq", sequence);
        all.put("Server", "Pupil Invisible RTSP Server");
        all.putAll(headers);
        all.put("Content-Length", Integer.toString(body.getBytes(StandardCharsets.UTF_8).length));
        StringBuilder text = new StringBuilder("RTSP/1.0 " + status + " " + reason + "\r\n");
        all.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        return text.append("\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8);
    }
}
