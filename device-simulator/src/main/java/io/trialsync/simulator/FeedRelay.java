// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.WebSocketConnectionListener;
import org.eclipse.jetty.websocket.api.WriteCallback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on the frames of a phone's status feed to one client, each when the one before it is out. */
final class FeedRelay implements WebSocketConnectionListener, WebSocket.Listener, WriteCallback {

    private static final Logger LOG = LoggerFactory.getLogger(FeedRelay.class);
    private static final long TIMEOUT_SECONDS = 3;
    private static final int LONGEST_FRAME = 1 << 18;

    private final UnaryOperator<String> rewriting;
    private final StringBuilder frame = new StringBuilder();
    private volatile @Nullable WebSocket phone;
    private volatile @Nullable Session client;

    private FeedRelay(UnaryOperator<String> rewriting) {
        this.rewriting = rewriting;
    }

    /** {@return a relay that is connected to the phone; null if the phone opens no feed} */
    static @Nullable FeedRelay connect(PhoneTarget target, HttpClient http, UnaryOperator<String> rewriting) {
        FeedRelay relay = new FeedRelay(rewriting);
        try {
            relay.phone = http.newWebSocketBuilder()
                    .connectTimeout(Duration.ofSeconds(TIMEOUT_SECONDS))
                    .buildAsync(target.feed(), relay)
                    .get(2 * TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return relay;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the phone opens no status feed: {}", e.toString());
        }
        return null;
    }

    @Override
    public void onWebSocketConnect(Session connected) {
        client = connected;
        askForMore();
    }

    private void askForMore() {
        WebSocket open = phone;
        if (open != null) {
            open.request(1);
        }
    }

    @Override
    public void onOpen(WebSocket opened) {
        // frames are asked for when there is somebody to pass them on to
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        frame.append(part);
        if (frame.length() > LONGEST_FRAME) {
            LOG.warn("the phone sent a frame of more than {} characters; the status feed is cut", LONGEST_FRAME);
            from.abort();
            end();
        } else if (!last) {
            askForMore();
        } else {
            String text = rewriting.apply(frame.toString());
            frame.setLength(0);
            pass(text);
        }
        return null;
    }

    private void pass(String text) {
        Session open = client;
        if (open != null && open.isOpen()) {
            open.getRemote().sendString(text, this);
        }
    }

    @Override
    public void writeSuccess() {
        askForMore();
    }

    @Override
    public void writeFailed(Throwable cause) {
        LOG.debug("a client of the status feed went away: {}", cause.getMessage());
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
        end();
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        LOG.debug("the phone's status feed ended: {}", error.getMessage());
        end();
    }

    private void end() {
        Session open = client;
        if (open != null) {
            open.disconnect();
        }
    }

    @Override
    public void onWebSocketClose(int statusCode, @Nullable String reason) {
        WebSocket open = phone;
        if (open != null) {
            open.abort();
        }
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        onWebSocketClose(0, null);
    }
}
