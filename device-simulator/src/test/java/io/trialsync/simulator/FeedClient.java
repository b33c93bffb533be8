// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/** A client of the status feed of a phone: keeps what it is told, and how it ended. */
final class FeedClient extends WebSocketListener implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final OkHttpClient client = new OkHttpClient();
    private final WebSocket socket;

    FeedClient(SimulatedCompanion phone) {
        Request request = new Request.Builder()
                .url("http://" + phone.host() + ":" + phone.port() + "/api/status")
                .build();
        socket = client.newWebSocket(request, this);
    }

    /** {@return the next thing: a frame, or {@code failed: …} or {@code closed} for the end} */
    String next() throws InterruptedException {
        String next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(next).as("a frame").isNotNull();
        return next == null ? "" : next;
    }

    List<String> next(int count) throws InterruptedException {
        List<String> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            frames.add(next());
        }
        return frames;
    }

    boolean heardMore() {
        return !heard.isEmpty();
    }

    void say(String text) {
        assertThat(socket.send(text)).isTrue();
    }

    @Override
    public void onMessage(WebSocket webSocket, String text) {
        heard.add(text);
    }

    @Override
    public void onClosing(WebSocket webSocket, int code, String reason) {
        heard.add("closed");
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable failure, @Nullable Response response) {
        heard.add("failed: " + (response == null ? failure.getClass().getSimpleName() : "HTTP " + response.code()));
    }

    @Override
    public void close() {
        socket.cancel();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
