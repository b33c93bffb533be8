// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.WebSocketConnectionListener;
import org.eclipse.jetty.websocket.api.WebSocketListener;
import org.eclipse.jetty.websocket.api.WebSocketPingPongListener;
import org.eclipse.jetty.websocket.api.WriteCallback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of a client of the status feed. Its pings are answered, out of turn unless nothing comes through for the moment;
 * whatever else it sends is ignored.
 */
final class FeedSocket
        implements WebSocketListener, WebSocketConnectionListener, WebSocketPingPongListener, StatusClient.Link {

    private static final Logger LOG = LoggerFactory.getLogger(FeedSocket.class);

    private final EndPoint endPoint;
    private final PhoneState state;
    private final StatusFeed feed;
    private final StatusClient client;
    private final PhoneNetwork network;
    private volatile @Nullable Session session;

    FeedSocket(EndPoint endPoint, PhoneState state, StatusFeed feed, PhoneNetwork network) {
        this.endPoint = endPoint;
        this.state = state;
        this.feed = feed;
        this.network = network;
        this.client = new StatusClient(this, network, state.clock());
    }

    @Override
    public void onWebSocketConnect(Session connected) {
        session = connected;
        state.connect(client);
    }

    @Override
    public void onWebSocketPing(ByteBuffer payload) {
        Frame.Pong pong =
                new Frame.Pong(StandardCharsets.ISO_8859_1.decode(payload).toString());
        if (network.silent()) {
            client.offer(List.of(pong));
        } else {
            send(pong, () -> {});
        }
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        // nobody was pinged
    }

    @Override
    public void onWebSocketClose(int statusCode, @Nullable String reason) {
        feed.remove(client);
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        LOG.debug("a client of the status feed went away: {}", cause.getMessage());
        feed.remove(client);
    }

    @Override
    public void send(Frame frame, Runnable sent) {
        Session open = session;
        if (open == null || !open.isOpen()) {
            feed.remove(client);
            return;
        }
        try {
            send(open, frame, sent);
        } catch (IOException | RuntimeException e) {
            onWebSocketError(e);
        }
    }

    private void send(Session open, Frame frame, Runnable sent) throws IOException {
        WriteCallback callback = new Sent(sent);
        if (frame instanceof Frame.Text text) {
            open.getRemote().sendString(text.text(), callback);
        } else if (frame instanceof Frame.Part part) {
            open.getRemote().sendPartialString(part.text(), part.last(), callback);
        } else if (frame instanceof Frame.Pong pong) {
            open.getRemote().sendPong(ByteBuffer.wrap(Frame.bytes(pong.payload())), callback);
        } else if (frame instanceof Frame.Raw raw) {
            Sockets.write(endPoint, ByteBuffer.wrap(Frame.bytes(raw.bytes())));
            sent.run();
        } else if (frame instanceof Frame.Cut cut) {
            cut(cut.reset());
        }
    }

    @Override
    public void cut(boolean reset) {
        feed.remove(client);
        if (reset) {
            Sockets.reset(endPoint);
        } else {
            endPoint.close();
        }
    }

    private record Sent(Runnable then) implements WriteCallback {

        @Override
        public void writeSuccess() {
            then.run();
        }

        @Override
        public void writeFailed(Throwable cause) {
            LOG.debug("a frame was not sent: {}", cause.getMessage());
        }
    }
}
