// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import com.github.tomakehurst.wiremock.http.ChunkedDribbleDelay;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Response;
import io.trialsync.simulator.CompanionApi.Reply;
import java.util.Optional;

/** The one place where HTTP replies are spoiled. Thread-safe. */
final class SpoiledReplies {

    private static final long SILENCE_NANOS = 30_000_000_000L;
    private static final int SERVER_ERROR = 500;
    private static final int DRIPS = 30;
    private static final int DRIP_MILLIS = 30_000;

    private final CompanionJson json = new CompanionJson();
    private final RepeatedReplies repeated;
    private final PhoneClock clock;
    private final Waiter waiter;

    SpoiledReplies(RepeatedReplies repeated, PhoneClock clock, Waiter waiter) {
        this.repeated = repeated;
        this.clock = clock;
        this.waiter = waiter;
    }

    Response.Builder with(Response.Builder builder, Reply reply, Optional<ReplyFault> fault) {
        Response.Builder good = builder.status(reply.status())
                .headers(contentType(reply.contentType()))
                .body(reply.bytes());
        return fault.map(given -> spoilt(good, reply, given)).orElse(good);
    }

    private Response.Builder spoilt(Response.Builder good, Reply reply, ReplyFault fault) {
        return switch (fault) {
            case EMPTY_RESPONSE -> good.fault(Fault.EMPTY_RESPONSE);
            case MALFORMED_RESPONSE_CHUNK -> good.fault(Fault.MALFORMED_RESPONSE_CHUNK);
            case RANDOM_DATA_THEN_CLOSE -> good.fault(Fault.RANDOM_DATA_THEN_CLOSE);
            case CONNECTION_RESET_BY_PEER -> good.fault(Fault.CONNECTION_RESET_BY_PEER);
            case NO_REPLY -> {
                waiter.waitUntil(clock.now() + SILENCE_NANOS);
                yield good.fault(Fault.EMPTY_RESPONSE);
            }
            case DUPLICATED -> {
                repeated.repeat(reply);
                yield good;
            }
            case NOT_JSON -> good.headers(contentType("text/html")).body(BadJson.NOT_JSON);
            case HUGE -> good.body(BadJson::huge);
            case SLOW_DRIP -> good.chunkedDribbleDelay(new ChunkedDribbleDelay(DRIPS, DRIP_MILLIS));
            case SERVER_ERROR ->
                good.status(SERVER_ERROR).headers(contentType("text/plain")).body("Internal Server Error");
            case DEEPLY_NESTED -> good.body(BadJson.deeplyNested());
            case WRONG_TYPES ->
                reply.contentType().equals(Reply.JSON)
                        ? good.body(BadJson.wrongTypes(reply.body(), json))
                        : good.body(BadJson.NOT_JSON);
        };
    }

    private static HttpHeaders contentType(String type) {
        return new HttpHeaders(new HttpHeader("Content-Type", type));
    }
}
