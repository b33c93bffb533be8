// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A phone whose status can be had over HTTP and WebSocket at one port and path, and that sends whatever bytes a test wants. */
final class FeedPhone implements AutoCloseable {

    private static final int TEXT = 1;
    private static final int PING = 9;
    private static final int PONG = 10;

    /** Answers what is posted, by path and body. */
    interface Post {
        String answer(String path, String body);
    }

    volatile String result;
    volatile Post post = (path, body) -> "{}";
    volatile List<String> onConnect = List.of();

    /** What comes behind these frames, such as half of one. */
    volatile byte[] lastOnConnect = {};

    volatile boolean answersPings = true;
    volatile boolean opensWebSockets = true;
    final AtomicInteger webSockets = new AtomicInteger();

    /** The pings on the newest WebSocket. */
    final AtomicInteger pings = new AtomicInteger();

    final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<OutputStream> open = new CopyOnWriteArrayList<>();
    private final ScriptedPhone server;

    FeedPhone(String... components) throws IOException {
        result = "[" + String.join(",", components) + "]";
        server = ScriptedPhone.tcp(this::serve);
    }

    HostAndPort place() {
        return server.place();
    }

    void hangUp() {
        open.clear();
        server.hangUp();
    }

    /** Close the WebSockets only. */
    void hangUpWebSockets() throws IOException {
        List<OutputStream> closing = List.copyOf(open);
        open.clear();
        for (OutputStream out : closing) {
            out.close();
        }
    }

    /** Send a text frame to everybody who listens. */
    void push(String text) throws IOException {
        send(frame(TEXT, text.getBytes(UTF_8)));
    }

    void send(byte[] bytes) throws IOException {
        for (OutputStream out : open) {
            write(out, bytes);
        }
    }

    static byte[] frame(int opcode, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(header(opcode, payload.length));
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    /** The head of a final frame of an announced length. */
    static byte[] header(int opcode, long length) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.write(0x80 | opcode);
        if (length < 126) {
            head.write((int) length);
        } else {
            head.write(127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                head.write((int) (length >>> shift));
            }
        }
        return head.toByteArray();
    }

    private void serve(InputStream in, OutputStream out) throws IOException {
        for (String head = head(in); !head.isEmpty(); head = head(in)) {
            heads.add(head);
            if (head.startsWith("POST ")) {
                String body = new String(in.readNBytes(contentLength(head)), UTF_8);
                ScriptedPhone.reply(out, 200, post.answer(head.split(" ", 3)[1], body));
                continue;
            }
            if (!head.contains("Upgrade: websocket") || !opensWebSockets) {
                ScriptedPhone.reply(out, 200, "{\"message\":\"Success\",\"result\":" + result + "}");
                continue;
            }
            openWebSocket(head, out);
            try {
                answerPings(new DataInputStream(in), out);
            } finally {
                open.remove(out);
            }
        }
    }

    /** As soon as the client knows that it is open, what is sent reaches it, behind what it is greeted with. */
    private void openWebSocket(String head, OutputStream out) throws IOException {
        synchronized (out) {
            pings.set(0);
            open.add(out);
            webSockets.incrementAndGet();
            out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + accept(head) + "\r\n\r\n")
                    .getBytes(UTF_8));
            for (String text : onConnect) {
                write(out, frame(TEXT, text.getBytes(UTF_8)));
            }
            write(out, lastOnConnect);
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int value = in.read();
            if (value < 0) {
                return "";
            }
            head.append((char) value);
        }
        return head.toString();
    }

    private static int contentLength(String head) {
        return Integer.parseInt(head.replaceAll("(?is).*content-length: (\\d+).*", "$1"));
    }

    private static String accept(String head) throws IOException {
        String key = head.replaceAll("(?s).*Sec-WebSocket-Key: ([^\r]+)\r.*", "$1");
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** The client sends short masked frames only. */
    private void answerPings(DataInputStream in, OutputStream out) throws IOException {
        while (true) {
            int opcode = in.readUnsignedByte() & 0x0F;
            int length = in.readUnsignedByte() & 0x7F;
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            if (opcode == PING) {
                pings.incrementAndGet();
            }
            if (opcode == PING && answersPings) {
                write(out, frame(PONG, payload));
            }
        }
    }

    private static void write(OutputStream out, byte[] bytes) throws IOException {
        synchronized (out) {
            out.write(bytes);
            out.flush();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
