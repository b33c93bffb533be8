// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.rtsp;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A connection to an RTSP server, with a deadline on each request. Thread-safe; one request at a time. */
final class RtspConnection implements AutoCloseable {

    private static final int CONNECT_MILLIS = 2_000;
    private static final long REQUEST_NANOS = 2_000_000_000L;
    private static final long PEEK_NANOS = 3_000_000L;
    private static final long MILLI_NANOS = 1_000_000L;

    /** A server may answer what nobody asked, as app 2.9.31 does, but not for ever. */
    private static final int MOST_STRAY_REPLIES = 20;

    private final Socket socket;
    private final InputStream in;
    private final RtspReader reader;
    private final LongSupplier nanoTime;
    private volatile long deadlineNanoTime;
    private int sequence;

    private RtspConnection(Socket socket, LongSupplier nanoTime) throws IOException {
        this.socket = socket;
        this.nanoTime = nanoTime;
        this.in = new BufferedInputStream(new Timed(socket.getInputStream()));
        this.reader = new RtspReader(in);
    }

    static RtspConnection open(String host, int port, LongSupplier nanoTime) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), CONNECT_MILLIS);
            socket.setTcpNoDelay(true);
            return new RtspConnection(socket, nanoTime);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** {@return the server's address as the connection has it} */
    InetAddress server() {
        return socket.getInetAddress();
    }

    /** Send a request and wait for its reply. */
    synchronized RtspReply request(String method, String url, Map<String, String> headers) throws IOException {
        String number = Integer.toString(++sequence);
        StringBuilder request = new StringBuilder(method + " " + url + " RTSP/1.0\r\nCSeq: " + number + "\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        deadlineNanoTime = nanoTime.getAsLong() + REQUEST_NANOS;
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        for (int stray = 0; stray < MOST_STRAY_REPLIES; stray++) {
            RtspReply reply = reader.next();
            if (reply.header("CSeq").equals(Optional.of(number))) {
                return reply;
            }
        }
        throw new IOException("it answers what was not asked");
    }

    /** {@return whether the server has closed the connection; what it may have sent without being asked is left for later} */
    synchronized boolean closedByServer() throws IOException {
        deadlineNanoTime = nanoTime.getAsLong() + PEEK_NANOS;
        in.mark(1);
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            in.reset();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // nothing can be done about a socket that does not close
        }
    }

    /** A reply that drips in has as much time as any other. */
    private final class Timed extends FilterInputStream {

        Timed(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            long leftMillis = (deadlineNanoTime - nanoTime.getAsLong()) / MILLI_NANOS;
            if (leftMillis <= 0) {
                throw new SocketTimeoutException();
            }
            socket.setSoTimeout((int) leftMillis);
            return super.read(bytes, offset, length);
        }
    }
}
