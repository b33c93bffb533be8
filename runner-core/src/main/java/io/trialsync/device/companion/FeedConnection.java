// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import io.trialsync.device.DeviceException;
import io.trialsync.device.StatusComponent;
import io.trialsync.device.StatusNews;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket connection of a status feed. Frames that come before the state has been read are kept until then, so that what
 * they change is not undone by it.
 */
final class FeedConnection extends WebSocketListener {

    private static final int MOST_KEPT = 1_000;

    private final FeedParts parts;
    private final Consumer<StatusNews> listener;
    private final CountDownLatch settled = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private @Nullable List<StatusComponent> kept = new ArrayList<>();
    private @Nullable String endReason;
    private boolean open;
    private boolean answered;
    private boolean silent;

    /** What every connection of a feed works with. */
    record FeedParts(
            HostAndPort place,
            WireJson json,
            ComponentParser parser,
            UnknownParts unknown,
            PhoneGuard guard,
            BoundedSockets sockets) {}

    FeedConnection(FeedParts parts, Consumer<StatusNews> listener) {
        this.parts = parts;
        this.listener = listener;
    }

    /** Wait until the connection is open or has failed; true if it is open. */
    boolean awaitOpen() throws InterruptedException {
        settled.await();
        synchronized (this) {
            return open;
        }
    }

    /** Wait until the connection is over and say why, in one line. */
    String awaitEnd() throws InterruptedException {
        over.await();
        synchronized (this) {
            return String.valueOf(endReason);
        }
    }

    /** Whether the phone answered over HTTP, though not by opening a WebSocket. */
    synchronized boolean answeredOtherwise() {
        return answered && !open;
    }

    /** Whether the end was noticed by pings without answer, which may be some time after the phone went away. */
    synchronized boolean wasSilent() {
        return silent;
    }

    /** The state has been read: tell it, and what came meanwhile, and from now on tell changes at once. */
    synchronized void tellState(List<StatusComponent> state, long askedNanoTime) {
        listener.accept(new StatusNews.State(state, askedNanoTime));
        List<StatusComponent> meanwhile = kept;
        kept = null;
        if (meanwhile != null) {
            meanwhile.forEach(component -> listener.accept(new StatusNews.Changed(component)));
        }
    }

    @Override
    public void onOpen(WebSocket socket, Response response) {
        synchronized (this) {
            open = true;
        }
        settled.countDown();
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
        parts.sockets().allowMore();
        try {
            String who = "the phone at " + parts.place() + " sent a status frame";
            parts.parser()
                    .parse(parts.json().readObject(who, text.getBytes(StandardCharsets.UTF_8)))
                    .ifPresent(component -> take(socket, component));
        } catch (DeviceException e) {
            parts.unknown().skipped("a status frame that is no JSON object of bounded depth");
        }
    }

    @Override
    public void onMessage(WebSocket socket, ByteString bytes) {
        parts.sockets().allowMore();
        parts.unknown().skipped("a binary status frame");
    }

    private synchronized void take(WebSocket socket, StatusComponent component) {
        List<StatusComponent> keeping = kept;
        if (endReason != null) {
            return;
        }
        if (component instanceof StatusComponent.Phone phone && !isExpected(socket, phone)) {
            return;
        }
        if (keeping == null) {
            listener.accept(new StatusNews.Changed(component));
        } else if (keeping.size() < MOST_KEPT) {
            keeping.add(component);
        } else {
            end("it sent more than " + MOST_KEPT + " frames before it answered a request for its status");
            socket.cancel();
        }
    }

    private boolean isExpected(WebSocket socket, StatusComponent.Phone phone) {
        try {
            parts.guard().check(phone);
            return true;
        } catch (DeviceException e) {
            end(String.valueOf(e.getMessage()));
            socket.cancel();
            return false;
        }
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
        end("the phone ended it (code " + code + ")");
        socket.cancel();
    }

    @Override
    public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
        synchronized (this) {
            answered = response != null;
            silent = open && failure instanceof SocketTimeoutException;
        }
        String reason = failure.getMessage();
        end(reason == null ? "the connection was closed" : LinkFailure.oneLine(reason));
    }

    private synchronized void end(String reason) {
        if (endReason == null) {
            endReason = reason;
        }
        settled.countDown();
        over.countDown();
    }
}
