// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import io.trialsync.device.DeviceException;
import io.trialsync.device.NotDeliveredException;
import io.trialsync.device.StatusComponent.Phone;
import io.trialsync.device.companion.StampingSocketFactory.Stamps;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One keep-alive connection to a phone's HTTP interface, one request at a time, each with its stamps.
 *
 * <p>A request is never sent twice: the client's own retries are off, since a repeated marker would be a second event.
 */
final class CompanionHttp implements AutoCloseable {

    /** A reply as it came: the JSON of its body and the stamps of its exchange. */
    record Reply(JsonNode json, Stamps stamps) {
        JsonNode result() {
            return json.path("result");
        }
    }

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(4);
    private static final int CONNECT_ATTEMPTS = 3;
    private static final int HTTP_OK = 200;
    private static final MediaType JSON = MediaType.get("application/json");

    private final HostAndPort place;
    private final StampingSocketFactory sockets;
    private final OkHttpClient client;
    private volatile boolean closed;
    private final WireJson wireJson = new WireJson();
    private volatile @Nullable PhoneGuard guard;
    private @Nullable Connection current;
    private boolean left;
    private @Nullable Connection verified;

    CompanionHttp(HostAndPort place, LongSupplier nanoTime) {
        this.place = place;
        this.sockets = new StampingSocketFactory(nanoTime);
        this.client = new OkHttpClient.Builder()
                .socketFactory(sockets)
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionPool(new ConnectionPool(1, 5, TimeUnit.MINUTES))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .proxy(Proxy.NO_PROXY)
                .addNetworkInterceptor(this::onConnection)
                .addNetworkInterceptor(CompanionHttp::withoutRetryAfter)
                .connectTimeout(CONNECT_TIMEOUT)
                .readTimeout(READ_TIMEOUT)
                .writeTimeout(READ_TIMEOUT)
                .callTimeout(CALL_TIMEOUT)
                .build();
    }

    /** The client obeys "503, Retry-After: 0" by sending the request again, retries being off or not. */
    private static Response withoutRetryAfter(Interceptor.Chain chain) throws IOException {
        return chain.proceed(chain.request())
                .newBuilder()
                .removeHeader("Retry-After")
                .build();
    }

    /** A request was about to leave over a connection on which the phone has not yet said who it is; nothing was sent. */
    private static final class UnverifiedConnection extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private Response onConnection(Interceptor.Chain chain) throws IOException {
        current = chain.connection();
        boolean changesSomething = chain.request().method().equals("POST");
        if (guard != null && current != verified && changesSomething) {
            throw new UnverifiedConnection();
        }
        left |= changesSomething;
        return chain.proceed(chain.request());
    }

    /** From now on, whatever changes anything goes only to the phone that the guard expects, which is asked on each connection. */
    void guardBy(PhoneGuard expected) {
        guard = expected;
    }

    HostAndPort place() {
        return place;
    }

    /** The phone's state; fails if it is not the phone that the guard expects. */
    synchronized CompanionStatus status(ComponentParser parser) throws DeviceException {
        CompanionStatus status = CompanionStatus.parse(statusReply().result(), parser);
        PhoneGuard expected = guard;
        Optional<Phone> phone = status.phone();
        if (expected != null) {
            expected.check(phone.orElseThrow(() -> new DeviceException("the device at " + place
                    + " does not say which phone it is (its status names no phone); it is not used until it does")));
            verified = current;
        }
        return status;
    }

    /** Asking for the state changes nothing, so that it may be done again when a kept connection turns out to be dead. */
    private Reply statusReply() throws DeviceException {
        try {
            return get(CompanionDevice.STATUS_PATH);
        } catch (DeviceException e) {
            boolean dead = e.getCause() instanceof IOException
                    && !(e.getCause() instanceof InterruptedIOException)
                    && !(e.getCause() instanceof ConnectException);
            if (!dead || closed) {
                throw e;
            }
            return get(CompanionDevice.STATUS_PATH);
        }
    }

    Reply get(String path) throws DeviceException {
        return call(request(path).get().build());
    }

    /** @throws NotDeliveredException if nothing of it has left for the phone */
    synchronized Reply post(String path, String json) throws DeviceException {
        Request request = request(path).post(RequestBody.create(json, JSON)).build();
        PhoneGuard expected = guard;
        left = false;
        try {
            return expected == null ? call(request) : guarded(request, expected);
        } catch (DeviceException e) {
            throw left ? e : new NotDeliveredException(e);
        }
    }

    private Reply guarded(Request request, PhoneGuard expected) throws DeviceException {
        expected.requireExpected();
        for (int attempt = 1; ; attempt++) {
            if (verified == null || attempt > 1) {
                status(new ComponentParser(new UnknownParts(place)));
            }
            try {
                return call(request);
            } catch (DeviceException e) {
                if (attempt == CONNECT_ATTEMPTS || !(e.getCause() instanceof UnverifiedConnection)) {
                    throw e;
                }
            }
        }
    }

    String toJson(Object value) {
        return wireJson.write(value);
    }

    private Request.Builder request(String path) {
        HttpUrl url = HttpUrl.parse("http://" + place + path);
        if (url == null) {
            throw new IllegalArgumentException("[" + place + "] is not a host and port");
        }
        return new Request.Builder().url(url);
    }

    private synchronized Reply call(Request request) throws DeviceException {
        if (closed) {
            throw LinkFailure.closed(place);
        }
        String what = request.method() + " " + request.url().encodedPath();
        sockets.forgetLastExchange();
        try (Response response = client.newCall(request).execute()) {
            byte[] body = boundedBody(what, response);
            if (response.code() != HTTP_OK) {
                throw refusal(what, response.code(), body);
            }
            return new Reply(wireJson.readObject("the device at " + place + " answered " + what, body), stamps(what));
        } catch (IOException e) {
            throw closed ? LinkFailure.closed(place) : LinkFailure.of(place, what, e);
        } catch (Exception e) {
            // the client is written in Kotlin, which lets this checked exception through undeclared
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                throw LinkFailure.interrupted(place, what, e);
            }
            throw e;
        }
    }

    private Stamps stamps(String what) throws DeviceException {
        return sockets.lastExchange()
                .orElseThrow(() -> new DeviceException("the device at " + place + " answered " + what
                        + " before it was asked; is it a phone with the Companion app?"));
    }

    private DeviceException refusal(String what, int code, byte[] body) {
        String reason = "";
        try {
            reason = wireJson.readObject("", body).path("message").asString("");
        } catch (DeviceException e) {
            // a refusal without a reason in JSON is still a refusal
        }
        return new DeviceException("the phone at " + place + " refused " + what + ": "
                + (reason.isBlank() ? "no reason given" : LinkFailure.oneLine(reason)) + " (HTTP " + code + ")");
    }

    /** The next request opens a new connection: one that is kept may be dead without having said so, and a marker be lost on it. */
    void forgetIdleConnections() {
        client.connectionPool().evictAll();
    }

    private byte[] boundedBody(String what, Response response) throws IOException {
        ResponseBody body = response.body();
        BufferedSource source = body.source();
        if (source.request(WireJson.LARGEST_BYTES + 1L)) {
            throw new DeviceException("the phone at " + place + " answered " + what + " with more than "
                    + WireJson.LARGEST_BYTES + " bytes");
        }
        return source.readByteArray();
    }

    @Override
    public void close() {
        closed = true;
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
