// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.loopback;

import io.trialsync.device.DeviceClock;
import io.trialsync.device.DeviceException;
import io.trialsync.device.RawExchange;
import io.trialsync.device.SyncChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The floor: the same events as the Companion client sends, by one write and one read of a bare socket. */
final class BareClient implements SyncChannel, AutoCloseable {

    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int LARGEST_ANSWER = 8_192;
    private static final String BODY = "{\"name\":\"trialsync.sync.1000000\"}";

    private final Socket socket;
    private final byte[] request;
    private final byte[] answer = new byte[LARGEST_ANSWER];

    private BareClient(Socket socket) {
        this.socket = socket;
        this.request = ("POST /api/event HTTP/1.1\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: "
                        + BODY.length() + "\r\nHost: 127.0.0.1:" + socket.getPort()
                        + "\r\nConnection: Keep-Alive\r\nAccept-Encoding: gzip\r\nUser-Agent: bare\r\n\r\n" + BODY)
                .getBytes(StandardCharsets.US_ASCII);
    }

    static BareClient connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return new BareClient(socket);
    }

    @Override
    public String clock() {
        return DeviceClock.WALL;
    }

    @Override
    public String name() {
        return "bare socket";
    }

    @Override
    public RawExchange exchange() throws DeviceException {
        try {
            long send = System.nanoTime();
            socket.getOutputStream().write(request);
            int length = socket.getInputStream().read(answer);
            long receive = System.nanoTime();
            return new RawExchange(send, stamp(length), receive, 0, false);
        } catch (IOException e) {
            throw new DeviceException("the bare echo does not answer: " + e.getMessage(), e);
        }
    }

    /** On the loopback device an answer that was written at once arrives at once. */
    private long stamp(int length) throws DeviceException {
        int end = length - BareEcho.AFTER_STAMP.length();
        if (end < BareEcho.STAMP_DIGITS || answer[length - 1] != '}') {
            throw new DeviceException("the bare echo answered with " + length + " bytes that are no answer");
        }
        long stamp = 0;
        for (int i = end - BareEcho.STAMP_DIGITS; i < end; i++) {
            stamp = stamp * 10 + answer[i] - '0';
        }
        return stamp;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
