// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.rtsp;

import io.trialsync.device.DeviceException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One stream at an RTSP server, from its description to its end. Used by one thread at a time. */
final class RtspSession implements AutoCloseable {

    private static final int USUAL_TIMEOUT_SECONDS = 60;
    private static final int LONGEST_TIMEOUT_SECONDS = 3600;
    private static final int LONGEST_TEXT = 200;
    private static final Pattern SESSION = Pattern.compile("([^;\\s]{1,200})(?:\\s*;\\s*timeout=(\\d{1,6}))?.*");
    private static final Pattern SERVER_PORTS = Pattern.compile("server_port=(\\d{1,5})-(\\d{1,5})");

    private final RtspAddress address;
    private final Payload payload;
    private final RtspConnection connection;
    private String url;
    private String session = "";
    private int timeoutSeconds = USUAL_TIMEOUT_SECONDS;

    private RtspSession(RtspAddress address, Payload payload, RtspConnection connection) {
        this.address = address;
        this.payload = payload;
        this.connection = connection;
        this.url = address.url();
    }

    static RtspSession connect(RtspAddress address, Payload payload, LongSupplier nanoTime) throws DeviceException {
        try {
            return new RtspSession(address, payload, RtspConnection.open(address.host(), address.port(), nanoTime));
        } catch (IOException e) {
            throw failure(address, payload, "a connection", e);
        }
    }

    /** {@return the address of the phone as the connection has it} */
    InetAddress phone() {
        return connection.server();
    }

    SessionDescription describe() throws DeviceException {
        ask("OPTIONS", Map.of());
        RtspReply reply = ask("DESCRIBE", Map.of("Accept", "application/sdp"));
        SessionDescription description = SessionDescription.parse(reply.body())
                .orElseThrow(() -> new DeviceException("the phone at " + address.place() + " describes its stream of "
                        + payload.stream() + " in a way that is not known; a newer app may need a newer TrialSync"));
        // samples are set up at the address of the whole presentation, as the vendor's own client does
        url = reply.header("Content-Base").filter(RtspSession::sendable).orElse(url);
        return description;
    }

    private static boolean sendable(String text) {
        return text.length() <= LONGEST_TEXT && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    void setUp(PortPair ports) throws DeviceException {
        try {
            RtspReply reply = ask("SETUP", Map.of("Transport", "RTP/AVP;unicast;client_port=" + ports.text()));
            Matcher id = SESSION.matcher(reply.header("Session").orElse(""));
            if (!id.matches() || !sendable(id.group(1))) {
                throw new DeviceException(
                        "the phone at " + address.place() + " names no session for its stream of " + payload.stream());
            }
            session = id.group(1);
            if (id.group(2) != null) {
                timeoutSeconds = Math.min(LONGEST_TIMEOUT_SECONDS, Math.max(1, Integer.parseInt(id.group(2))));
            }
            openFirewall(ports, reply.header("Transport").orElse(""));
        } catch (DeviceException e) {
            throw e;
        } catch (IOException e) {
            throw failure(address, payload, "SETUP", e);
        }
    }

    private void openFirewall(PortPair ports, String transport) throws IOException {
        Matcher server = SERVER_PORTS.matcher(transport);
        if (server.find()) {
            int rtp = Integer.parseInt(server.group(1));
            int rtcp = Integer.parseInt(server.group(2));
            if (isPort(rtp) && isPort(rtcp)) {
                ports.openFirewall(phone(), rtp, rtcp);
            }
        }
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= 65_535;
    }

    void play() throws DeviceException {
        ask("PLAY", Map.of("Session", session, "Scale", "1", "Range", "npt=now-"));
    }

    /** {@return after how long the phone is to be told that somebody listens, in milliseconds} */
    long keepAliveMillis() {
        return timeoutSeconds * 900L;
    }

    void keepAlive() throws DeviceException {
        ask("OPTIONS", Map.of("Session", session));
    }

    /** Find out whether the phone has ended the stream by closing the connection. */
    void requireOpen() throws DeviceException {
        boolean closed;
        try {
            closed = connection.closedByServer();
        } catch (IOException e) {
            throw ended(e);
        }
        if (closed) {
            throw ended(null);
        }
    }

    private DeviceException ended(@Nullable IOException cause) {
        return new DeviceException(
                "the phone at " + address.place() + " ended its stream of " + payload.stream()
                        + " by closing the connection; its app may have been stopped",
                cause);
    }

    /** Tell the phone that nobody listens any more. */
    void tearDown() throws DeviceException {
        ask("TEARDOWN", Map.of("Session", session));
    }

    private RtspReply ask(String method, Map<String, String> headers) throws DeviceException {
        RtspReply reply;
        try {
            reply = connection.request(method, url, headers);
        } catch (IOException e) {
            throw failure(address, payload, method, e);
        }
        if (reply.ok()) {
            return reply;
        }
        throw new DeviceException("the phone at " + address.place() + " refused to stream " + payload.stream() + ": "
                + oneLine(reply.status() + " " + reply.reason()) + " to " + method
                + (reply.status() >= 500
                        ? "; are the glasses plugged in, and does the app show " + payload.stream()
                                + "? If so, restart the app"
                        : ""));
    }

    private static DeviceException failure(RtspAddress address, Payload payload, String what, IOException cause) {
        return new DeviceException(
                "no stream of " + payload.stream() + " from the phone at " + address.place() + ", no answer to " + what
                        + ": " + reason(cause),
                cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof SocketTimeoutException) {
            return "it took too long; a firewall may be in the way";
        }
        if (cause instanceof ConnectException) {
            return "nothing accepts connections there";
        }
        if (cause instanceof UnknownHostException) {
            return "no such host is known";
        }
        return oneLine(String.valueOf(cause.getMessage()));
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+", " ").strip();
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
    }

    @Override
    public void close() {
        connection.close();
    }
}
