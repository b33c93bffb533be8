// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.rtsp;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of an SDP description (RFC 8866) that a sample stream needs: of the first medium {@code application}, its payload
 * type and the rate of its clock. Streams with sound describe more than one medium.
 *
 * @param payloadType the payload type of its packets, 0 to 127
 * @param ticksPerSecond the rate of its RTP clock, in Hz
 */
record SessionDescription(int payloadType, int ticksPerSecond) {

    /** What all streams seen so far have. */
    static final int USUAL_RATE = 90_000;

    private static final int HIGHEST_RATE = 1_000_000_000;
    private static final Pattern MEDIUM =
            Pattern.compile("m=application \\d{1,5}(?:/\\d{1,5})? RTP/AVP (\\d{1,3})(?: .*)?");
    private static final Pattern RATE = Pattern.compile("a=rtpmap:(\\d{1,3}) [^/]{1,100}/(\\d{1,10})(?:/.*)?");

    /** {@return what a description says; empty if it describes no stream of samples} */
    static Optional<SessionDescription> parse(String sdp) {
        int type = -1;
        for (String line : sdp.split("\r?\n", -1)) {
            Matcher medium = MEDIUM.matcher(line);
            Matcher rate = RATE.matcher(line);
            if (type >= 0 && line.startsWith("m=")) {
                return Optional.of(new SessionDescription(type, USUAL_RATE));
            } else if (medium.matches()) {
                type = Integer.parseInt(medium.group(1));
            } else if (type >= 0 && rate.matches() && Integer.parseInt(rate.group(1)) == type) {
                return rate(type, Long.parseLong(rate.group(2)));
            }
        }
        return type < 0 ? Optional.empty() : Optional.of(new SessionDescription(type, USUAL_RATE));
    }

    private static Optional<SessionDescription> rate(int type, long ticks) {
        return ticks < 1 || ticks > HIGHEST_RATE
                ? Optional.empty()
                : Optional.of(new SessionDescription(type, (int) ticks));
    }
}
