// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.rtsp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the messages of an RTSP server, of bounded size. What is no reply, such as a request of the server or an interleaved
 * packet, is skipped. Not thread-safe.
 */
final class RtspReader {

    static final int MOST_HEADER_BYTES = 16_384;
    static final int MOST_BODY_BYTES = 65_536;

    private static final int INTERLEAVED = '$';
    private static final Pattern STATUS = Pattern.compile("RTSP/1\\.\\d (\\d{3})(?: (.*))?");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,9}");

    private final InputStream in;
    private int headerBytes;

    RtspReader(InputStream in) {
        this.in = in;
    }

    /** {@return the next reply} */
    RtspReply next() throws IOException {
        Optional<RtspReply> reply = message();
        while (reply.isEmpty()) {
            reply = message();
        }
        return reply.get();
    }

    private Optional<RtspReply> message() throws IOException {
        headerBytes = 0;
        int first = read();
        if (first == INTERLEAVED) {
            read();
            skip(read() << 8 | read());
            return Optional.empty();
        }
        String line = line(first);
        if (line.isEmpty()) {
            return Optional.empty(); // blank lines between messages
        }
        Map<String, String> headers = headers();
        String body = new String(body(headers.getOrDefault("content-length", "0")), StandardCharsets.UTF_8);
        Matcher status = STATUS.matcher(line);
        return status.matches()
                ? Optional.of(new RtspReply(
                        Integer.parseInt(status.group(1)),
                        status.group(2) == null ? "" : status.group(2),
                        headers,
                        body))
                : Optional.empty();
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(read()); !line.isEmpty(); line = line(read())) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.putIfAbsent(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private String line(int first) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = first; next != '\n'; next = read()) {
            if (++headerBytes > MOST_HEADER_BYTES) {
                throw new IOException("its reply has headers of more than " + MOST_HEADER_BYTES + " bytes");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private byte[] body(String length) throws IOException {
        if (!LENGTH.matcher(length).matches() || Integer.parseInt(length) > MOST_BODY_BYTES) {
            String shown = length.substring(0, Math.min(length.length(), 40)).replaceAll("[^ -~]", "?");
            throw new IOException(
                    "its reply has a length of [" + shown + "]; at most " + MOST_BODY_BYTES + " bytes are read");
        }
        byte[] body = in.readNBytes(Integer.parseInt(length));
        if (body.length < Integer.parseInt(length)) {
            throw new EOFException("it closed the connection");
        }
        return body;
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            read();
        }
    }

    private int read() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("it closed the connection");
        }
        return next;
    }
}
