// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.common.FatalStartupException;
import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.trialsync.device.DeviceException;
import io.trialsync.simulator.CompanionApi.Reply;
import java.util.Optional;

/** The HTTP interface of a simulated phone: WireMock finds the operation, our own transformer waits, stamps and answers. */
final class CompanionHttpServer implements AutoCloseable {

    private static final int FALLBACK_PRIORITY = 10;
    private static final String NO_FILES = "io/trialsync/simulator/no-files";
    private static final long IDLE_MILLIS = 600_000;
    private static final long STOP_MILLIS = 100;
    private static final int THREADS = 100;

    private final WireMockServer server;
    private final int port;

    private CompanionHttpServer(WireMockServer server) {
        this.server = server;
        this.port = server.port();
    }

    /**
     * Start to listen.
     *
     * @param answers what is answered
     * @param factory what makes the server
     */
    static CompanionHttpServer start(String host, int port, Answers answers, PhoneHttpServerFactory factory)
            throws DeviceException {
        WireMockServer server = new WireMockServer(WireMockConfiguration.options()
                .bindAddress(host)
                .port(port)
                .httpServerFactory(factory)
                .extensions(answers)
                // stubs and files that happen to lie in the working directory are not the phone's
                .usingFilesUnderClasspath(NO_FILES)
                // both would hold the answer back after the stamp was taken
                .disableRequestJournal()
                .stubRequestLoggingDisabled(true)
                .gzipDisabled(true)
                .http2PlainDisabled(true)
                .useChunkedTransferEncoding(Options.ChunkedEncodingPolicy.NEVER)
                .jettyAcceptors(1)
                // some may have to hold a request until the network is back
                .containerThreads(THREADS)
                // or huge replies would be read into memory
                .maxLoggedResponseSize(1)
                .jettyIdleTimeout(IDLE_MILLIS)
                .jettyStopTimeout(STOP_MILLIS)
                // nobody on the network is to change what the phone answers
                .adminAuthenticator(admin -> false));
        try {
            server.start();
        } catch (FatalStartupException e) {
            WireMockEnd.of(server);
            throw ListenFailure.at(host, port, e);
        }
        PhonePath.overHttp().forEach(path -> server.stubFor(mapping(path)));
        server.stubFor(any(anyUrl())
                .atPriority(FALLBACK_PRIORITY)
                .willReturn(aResponse().withTransformers(Answers.NAME)));
        return new CompanionHttpServer(server);
    }

    private static MappingBuilder mapping(PhonePath path) {
        // some clients escape the colon
        return request(path.method(), urlPathMatching(path.path().replace(":", "(:|%3[Aa])")))
                .willReturn(
                        aResponse().withTransformers(Answers.NAME).withTransformerParameter(Answers.PATH, path.name()));
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        WireMockEnd.of(server);
    }

    /**
     * Answers requests.
     *
     * @param api what the phone does
     * @param events the link for events
     * @param control the link for everything else
     * @param faults what goes wrong with replies
     * @param spoiled how it goes wrong
     */
    record Answers(
            CompanionApi api, DelayedCalls events, DelayedCalls control, ReplyFaults faults, SpoiledReplies spoiled)
            implements ResponseTransformerV2 {

        static final String NAME = "companion";
        static final String PATH = "path";

        @Override
        public String getName() {
            return NAME;
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }

        @Override
        public Response transform(Response response, ServeEvent serveEvent) {
            LoggedRequest request = serveEvent.getRequest();
            Object path = serveEvent.getTransformerParameters().get(PATH);
            Response.Builder builder = Response.Builder.like(response).but();
            if (path == null) {
                Reply reply = control.answer(instant -> api.unknown(request.getMethod() + " " + request.getUrl()));
                return spoiled.with(builder, reply, Optional.empty()).build();
            }
            PhonePath known = PhonePath.valueOf(path.toString());
            return spoiled.with(builder, answer(known, request), faults.take(known))
                    .build();
        }

        private Reply answer(PhonePath path, LoggedRequest request) {
            return switch (path) {
                case STATUS -> control.answer(api::status);
                case EVENT -> events.answer(instant -> api.event(request.getBodyAsString(), instant));
                case START -> control.answer(api::start);
                case STOP_AND_SAVE -> control.answer(instant -> api.end("stop_and_save", instant));
                case CANCEL -> control.answer(instant -> api.end("cancel", instant));
                case CALIBRATION -> control.answer(instant -> api.calibration());
                case WEBSOCKET, TIME_ECHO -> throw new IllegalStateException(path + " is not reached this way");
            };
        }
    }
}
