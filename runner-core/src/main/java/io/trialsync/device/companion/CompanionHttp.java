// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import io.trialsync.device.DeviceException;
import io.trialsync.device.companion.StampingSocketFactory.Stamps;
import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
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
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
    private static final long LARGEST_REPLY_BYTES = 1 << 20;
    private static final int DEEPEST_JSON = 64;
    private static final int HTTP_OK = 200;
    private static final MediaType JSON = MediaType.get("application/json");

    private final HostAndPort place;
    private final StampingSocketFactory sockets;
    private final OkHttpClient client;
    private volatile boolean closed;
    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST_JSON)
                            .build())
                    .build())
            .build();

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

    HostAndPort place() {
        return place;
    }

    Reply get(String path) throws DeviceException {
        return call(request(path).get().build());
    }

    Reply post(String path, String json) throws DeviceException {
        return call(request(path).post(RequestBody.create(json, JSON)).build());
    }

    String toJson(Object value) {
        return mapper.writeValueAsString(value);
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
            return new Reply(parse(what, body), stamps(what));
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
            reason = mapper.readTree(body).path("message").asString("");
        } catch (JacksonException e) {
            // a refusal without a reason in JSON is still a refusal
        }
        return new DeviceException("the phone at " + place + " refused " + what + ": "
                + (reason.isBlank() ? "no reason given" : LinkFailure.oneLine(reason)) + " (HTTP " + code + ")");
    }

    private byte[] boundedBody(String what, Response response) throws IOException {
        ResponseBody body = response.body();
        BufferedSource source = body.source();
        if (source.request(LARGEST_REPLY_BYTES + 1)) {
            throw new DeviceException("the phone at " + place + " answered " + what + " with more than "
                    + LARGEST_REPLY_BYTES + " bytes");
        }
        return source.readByteArray();
    }

    private JsonNode parse(String what, byte[] body) throws DeviceException {
        try {
            JsonNode json = mapper.readTree(body);
            if (json.isObject()) {
                return json;
            }
        } catch (JacksonException e) {
            throw new DeviceException(
                    "the device at " + place + " answered " + what
                            + " with something other than JSON; is it a phone with the Companion app?",
                    e);
        }
        throw new DeviceException("the device at " + place + " answered " + what
                + " with JSON that is no object; is it a phone with the Companion app?");
    }

    @Override
    public void close() {
        closed = true;
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
