// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One client of the RTSP server of a simulated phone, with at most one stream; the stream ends with the connection. Used by one
 * thread, but closed by any.
 */
final class RtspClient implements AutoCloseable {

    private static final String METHODS = "OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, TEARDOWN";
    private static final int TIMEOUT_SECONDS = 60;

    /** Half as long again as is told, as servers do. */
    private static final int TIMEOUT_MILLIS = TIMEOUT_SECONDS * 1_500;

    private static final Pattern CAMERA = Pattern.compile("[?&]camera=([a-z_]{1,20})");
    private static final Pattern PORTS = Pattern.compile("client_port=(\\d{1,5})-(\\d{1,5})");
    private static final int HIGHEST_PORT = 65_535;

    private final Socket socket;
    private final String host;
    private final String ip;
    private final SensorStreams streams;
    private final String session;
    private Optional<SensorKind> described = Optional.empty();
    private @Nullable RtpSender sender;
    private boolean closed;

    /**
     * @param socket the connection
     * @param host where to send from
     * @param ip the address that the phone says of itself
     * @param streams what can be streamed
     */
    RtspClient(Socket socket, String host, String ip, SensorStreams streams) {
        this.socket = socket;
        this.host = host;
        this.ip = ip;
        this.streams = streams;
        this.session = Long.toHexString(streams.random().nextLong() | 1L << 62);
    }

    void serve() throws IOException {
        try (this) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (Optional<RtspRequest> next = RtspRequest.read(in); next.isPresent(); next = RtspRequest.read(in)) {
                streams.network().awaitWhileSilent();
                out.write(answer(next.get()).bytes(next.get().header("CSeq")));
            }
        }
    }

    private RtspAnswer answer(RtspRequest request) throws IOException {
        return switch (request.method()) {
            case "OPTIONS" -> RtspAnswer.ok(Map.of("Public", METHODS));
            case "GET_PARAMETER" -> RtspAnswer.ok(Map.of("Session", session));
            case "DESCRIBE" -> describe(request);
            case "SETUP" -> setUp(request);
            case "PLAY" -> play(request);
            case "TEARDOWN" -> {
                stop();
                yield RtspAnswer.ok(Map.of("Session", session));
            }
            default -> RtspAnswer.refused(405, "Method Not Allowed");
        };
    }

    private Optional<SensorKind> camera(RtspRequest request) {
        Matcher camera = CAMERA.matcher(request.url());
        return camera.find() ? SensorKind.named(camera.group(1)).filter(streams::offers) : described;
    }

    private RtspAnswer describe(RtspRequest request) {
        described = camera(request);
        if (described.isEmpty()) {
            return RtspAnswer.refused(404, "Not Found");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Base", "rtsp://" + ip + ":" + socket.getLocalPort() + "/");
        headers.put("Content-Type", "application/sdp");
        return new RtspAnswer(200, "OK", headers, RtspAnswer.description(ip, described.get()));
    }

    private RtspAnswer setUp(RtspRequest request) throws IOException {
        Optional<SensorKind> kind = camera(request);
        String transport = request.header("Transport");
        Matcher ports = PORTS.matcher(transport);
        if (kind.isEmpty()) {
            return RtspAnswer.refused(404, "Not Found");
        }
        if (transport.contains("/TCP") || !ports.find() || !isPort(ports.group(1)) || !isPort(ports.group(2))) {
            return RtspAnswer.refused(461, "Unsupported Transport");
        }
        UdpPair own = UdpPair.open(host);
        InetSocketAddress client = (InetSocketAddress) socket.getRemoteSocketAddress();
        prepare(new RtpSender(
                kind.get(),
                streams,
                own,
                client.getAddress(),
                Integer.parseInt(ports.group(1)),
                Integer.parseInt(ports.group(2))));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(
                "Transport",
                "RTP/AVP;unicast;client_port=" + ports.group(1) + "-" + ports.group(2) + ";server_port=" + own.text());
        headers.put("Session", session + ";timeout=" + TIMEOUT_SECONDS);
        return RtspAnswer.ok(headers);
    }

    private static boolean isPort(String digits) {
        int port = Integer.parseInt(digits);
        return port >= 1 && port <= HIGHEST_PORT;
    }

    private synchronized void prepare(RtpSender next) {
        stop();
        sender = next;
        if (closed) {
            stop();
        }
    }

    private synchronized RtspAnswer play(RtspRequest request) {
        if (sender == null || !request.header("Session").startsWith(session)) {
            return RtspAnswer.refused(454, "Session Not Found");
        }
        if (streams.faults().playRefused()) {
            return RtspAnswer.refused(500, "Internal Server Error");
        }
        sender.start();
        return RtspAnswer.ok(Map.of("Session", session));
    }

    private synchronized void stop() {
        if (sender != null) {
            sender.close();
            sender = null;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        stop();
        socket.close();
    }
}
