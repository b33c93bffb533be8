// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.simulator.CompanionApi.Reply;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Request;

/**
 * Replies that have to be sent once more. WireMock cannot answer twice, so what its answer is made from is kept for the thread of the
 * request until the first one is out, and then written to the same socket. Thread-safe.
 */
final class RepeatedReplies {

    private final Map<Thread, Reply> pending = new ConcurrentHashMap<>();

    /** Send the reply to the request that this thread is dealing with once more. */
    void repeat(Reply reply) {
        pending.put(Thread.currentThread(), reply);
    }

    /** Send what has to be repeated, after the reply itself. */
    void sendPending(Request request) throws IOException {
        Reply reply = pending.remove(Thread.currentThread());
        if (reply == null) {
            return;
        }
        request.getResponse().closeOutput();
        byte[] body = reply.bytes();
        String head = "HTTP/1.1 " + reply.status() + " OK\r\nContent-Type: " + reply.contentType()
                + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        Sockets.write(
                request.getHttpChannel().getEndPoint(),
                ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)),
                ByteBuffer.wrap(body));
    }
}
