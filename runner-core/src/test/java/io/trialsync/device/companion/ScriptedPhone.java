// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A TCP server on the loopback address that does to each connection, and there to each request, what its script says. */
final class ScriptedPhone implements AutoCloseable {

    /** A request as it came: method and path, and the body as text. */
    record Received(String line, String body, long receivedNanoTime) {}

    /** What to do with a request. */
    interface Script {
        void answer(Received request, OutputStream out) throws IOException;
    }

    /** What to do with a connection. */
    interface Connection {
        void serve(InputStream in, OutputStream out) throws IOException;
    }

    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean closed;

    private ScriptedPhone(Connection connection) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread acceptor = new Thread(() -> accept(connection), "scripted-phone");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /** A phone whose HTTP interface answers by a script. */
    static ScriptedPhone http(Script script) throws IOException {
        ScriptedPhone[] phone = new ScriptedPhone[1];
        phone[0] = new ScriptedPhone((in, out) -> {
            for (Received request = read(in); request != null; request = read(in)) {
                phone[0].received.add(request);
                script.answer(request, out);
            }
        });
        return phone[0];
    }

    /** A phone whose HTTP interface always answers 200 with the same JSON. */
    static ScriptedPhone answering(String json) throws IOException {
        return http((request, out) -> reply(out, 200, json));
    }

    /** A server of bytes. */
    static ScriptedPhone tcp(Connection connection) throws IOException {
        return new ScriptedPhone(connection);
    }

    static void reply(OutputStream out, int code, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        String head = "HTTP/1.1 " + code + " X\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length
                + "\r\n\r\n";
        byte[] all = new byte[head.length() + bytes.length];
        System.arraycopy(head.getBytes(UTF_8), 0, all, 0, head.length());
        System.arraycopy(bytes, 0, all, head.length(), bytes.length);
        out.write(all);
        out.flush();
    }

    int port() {
        return server.getLocalPort();
    }

    HostAndPort place() {
        return new HostAndPort("127.0.0.1", port());
    }

    List<Received> received() {
        return received;
    }

    int connections() {
        return connections.get();
    }

    /** Close every connection, and go on accepting new ones. */
    void hangUp() {
        sockets.forEach(ScriptedPhone::close);
    }

    private void accept(Connection connection) {
        while (!closed) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                connections.incrementAndGet();
                Thread thread = new Thread(() -> serve(connection, socket), "scripted-phone-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void serve(Connection connection, Socket socket) {
        try (socket) {
            connection.serve(socket.getInputStream(), socket.getOutputStream());
        } catch (IOException e) {
            // the client has gone, as many of the tests want it
        }
    }

    private static @Nullable Received read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int value = in.read();
            if (value < 0) {
                return null;
            }
            head.append((char) value);
        }
        long now = System.nanoTime();
        byte[] body = in.readNBytes(contentLength(head.toString()));
        String line = head.substring(0, head.indexOf(" HTTP/"));
        return new Received(line, new String(body, UTF_8), now);
    }

    private static int contentLength(String head) {
        for (String line : head.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                return Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        return 0;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed
        }
    }

    @Override
    public void close() {
        closed = true;
        hangUp();
        try {
            server.close();
        } catch (IOException e) {
            // it is closed
        }
    }
}
