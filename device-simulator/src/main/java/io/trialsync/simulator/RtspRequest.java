// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A request of an RTSP client, of bounded size; the names of its headers are in lower case. */
record RtspRequest(String method, String url, Map<String, String> headers) {

    private static final int MOST_BYTES = 16_384;

    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** {@return the next request; empty if the client has closed the connection, or sends what is no request} */
    static Optional<RtspRequest> read(InputStream in) throws IOException {
        String[] lines = head(in).split("\r?\n", -1);
        String[] words = lines[0].split(" ", -1);
        if (words.length != 3 || !words[2].startsWith("RTSP/1.")) {
            return Optional.empty();
        }
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.put(
                        lines[i].substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).strip());
            }
        }
        RtspRequest request = new RtspRequest(words[0], words[1], Map.copyOf(headers));
        return request.skipBody(in) ? Optional.of(request) : Optional.empty();
    }

    private boolean skipBody(InputStream in) throws IOException {
        String length = header("Content-Length");
        if (length.isEmpty()) {
            return true;
        }
        if (!length.matches("\\d{1,5}") || Integer.parseInt(length) > MOST_BYTES) {
            return false;
        }
        return in.readNBytes(Integer.parseInt(length)).length == Integer.parseInt(length);
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int next = in.read(); next >= 0 && head.length() < MOST_BYTES; next = in.read()) {
            if (next == '\n'
                    && (head.toString().endsWith("\n") || head.toString().endsWith("\n\r"))) {
                return head.toString();
            }
            if (!head.isEmpty() || !Character.isWhitespace(next)) {
                head.append((char) next);
            }
        }
        return "";
    }
}
