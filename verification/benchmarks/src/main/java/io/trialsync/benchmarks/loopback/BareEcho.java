// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.loopback;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/**
 * The least that a phone can be: it answers whatever is asked with its status and whatever is posted with the time, on a plain
 * thread for each connection and without waiting for more to send ({@code TCP_NODELAY}).
 *
 * <p>By hand, since any HTTP server would add more to the round trip than is to be measured. It understands the requests of
 * {@link BareClient} and of the Companion client, and nothing else.
 */
final class BareEcho implements AutoCloseable {

    /** The digits of nanoseconds since 1970, from 2001 to 2286. */
    static final int STAMP_DIGITS = 19;

    /** What follows the stamp in an answer. */
    static final String AFTER_STAMP = "}}";

    private static final int LARGEST_REQUEST = 8_192;
    private static final byte[] STATUS = answer("[{\"data\":{\"battery_level\":97,\"battery_state\":\"OK\","
            + "\"device_id\":\"ba5eec0ba5eec000\",\"device_name\":\"bare echo\",\"ip\":\"127.0.0.1\","
            + "\"memory\":100000000000,\"memory_state\":\"OK\",\"time_echo_port\":null},\"model\":\"Phone\"}]}");
    private static final byte[] EVENT =
            answer("{\"recording_id\":null,\"timestamp\":" + "0".repeat(STAMP_DIGITS) + AFTER_STAMP);

    private final ServerSocket server;
    private final LongSupplier deviceNanos;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

    private BareEcho(ServerSocket server, LongSupplier deviceNanos) {
        this.server = server;
        this.deviceNanos = deviceNanos;
    }

    /**
     * Start to answer on a free port of the loopback address.
     *
     * @param deviceNanos the time, in nanoseconds since 1970; thread-safe
     */
    static BareEcho start(LongSupplier deviceNanos) throws IOException {
        BareEcho echo = new BareEcho(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), deviceNanos);
        daemon("accept", echo::accept);
        return echo;
    }

    private static byte[] answer(String result) {
        String body = "{\"message\":\"Success\",\"result\":" + result;
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, "trialsync-bare-echo-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                daemon("serve", () -> serve(socket));
            } catch (IOException e) {
                // closed, or a client that was gone before it was served: nothing to answer
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            answerAll(socket.getInputStream(), socket.getOutputStream());
        } catch (IOException e) {
            // the client is gone, and with it whoever would want to know
        }
    }

    private void answerAll(InputStream in, OutputStream out) throws IOException {
        byte[] request = new byte[LARGEST_REQUEST];
        byte[] event = EVENT.clone();
        int length = 0;
        while (true) {
            int count = in.read(request, length, request.length - length);
            long stamp = deviceNanos.getAsLong();
            if (count <= 0) {
                return;
            }
            length += count;
            if (isComplete(request, length)) {
                out.write(request[0] == 'G' ? STATUS : stamped(event, stamp));
                length = 0;
            }
        }
    }

    /** A question ends with its headers, an event with the brace that ends its body. */
    private static boolean isComplete(byte[] request, int length) {
        return request[0] == 'G'
                ? length > 3 && request[length - 1] == '\n' && request[length - 3] == '\n'
                : request[length - 1] == '}';
    }

    private static byte[] stamped(byte[] event, long stamp) {
        long left = stamp;
        int last = event.length - AFTER_STAMP.length() - 1;
        for (int i = last; i > last - STAMP_DIGITS; i--) {
            event[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
        return event;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket = open.poll(); socket != null; socket = open.poll()) {
            socket.close();
        }
    }
}
