// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.EndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Jetty has no words for: bytes past its protocols, and resets. Stateless. */
final class Sockets {

    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

    private Sockets() {}

    /** Write little that nobody has asked for; what does not fit into the socket is left out. */
    static void write(EndPoint endPoint, ByteBuffer... bytes) throws IOException {
        if (endPoint.getTransport() instanceof SocketChannel socket) {
            socket.write(bytes);
        }
    }

    /** End a connection with a reset. */
    static void reset(EndPoint endPoint) {
        try {
            if (endPoint.getTransport() instanceof SocketChannel socket) {
                socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException e) {
            LOG.debug("a connection was over before it could be reset: {}", e.getMessage());
        }
        endPoint.close();
    }
}
