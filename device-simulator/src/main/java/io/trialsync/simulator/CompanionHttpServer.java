// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.common.FatalStartupException;
import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.trialsync.device.DeviceException;
import io.trialsync.simulator.CompanionApi.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP interface of a simulated phone: WireMock finds the operation, our own transformer waits, stamps and answers. */
final class CompanionHttpServer implements AutoCloseable {

    /** What the phone can be asked for. */
    enum Operation {
        STATUS("GET", "/api/status"),
        EVENT("POST", "/api/event"),
        START("POST", "/api/recording:start"),
        STOP_AND_SAVE("POST", "/api/recording:stop_and_save"),
        CANCEL("POST", "/api/recording:cancel");

        private final String method;
        private final String path;

        Operation(String method, String path) {
            this.method = method;
            this.path = path;
        }

        private MappingBuilder mapping() {
            return request(method, urlPathEqualTo(path))
                    .willReturn(aResponse()
                            .withTransformers(Answers.NAME)
                            .withTransformerParameter(Answers.OPERATION, name()));
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(CompanionHttpServer.class);
    private static final int FALLBACK_PRIORITY = 10;
    private static final String NO_FILES = "io/trialsync/simulator/no-files";
    private static final long IDLE_MILLIS = 600_000;
    private static final long STOP_MILLIS = 100;

    private final WireMockServer server;
    private final int port;

    private CompanionHttpServer(WireMockServer server) {
        this.server = server;
        this.port = server.port();
    }

    static CompanionHttpServer start(String host, int port, CompanionApi api, DelayedCalls events, DelayedCalls control)
            throws DeviceException {
        WireMockServer server = new WireMockServer(WireMockConfiguration.options()
                .bindAddress(host)
                .port(port)
                .httpServerFactory(new BoundedHttpServerFactory())
                .extensions(new Answers(api, events, control))
                // stubs and files that happen to lie in the working directory are not the phone's
                .usingFilesUnderClasspath(NO_FILES)
                // both would hold the answer back after the stamp was taken
                .disableRequestJournal()
                .stubRequestLoggingDisabled(true)
                .gzipDisabled(true)
                .http2PlainDisabled(true)
                .useChunkedTransferEncoding(Options.ChunkedEncodingPolicy.NEVER)
                .jettyAcceptors(1)
                .jettyIdleTimeout(IDLE_MILLIS)
                .jettyStopTimeout(STOP_MILLIS)
                // nobody on the network is to change what the phone answers
                .adminAuthenticator(admin -> false));
        try {
            server.start();
        } catch (FatalStartupException e) {
            stop(server);
            throw ListenFailure.at(host, port, e);
        }
        for (Operation operation : Operation.values()) {
            server.stubFor(operation.mapping());
        }
        server.stubFor(any(anyUrl())
                .atPriority(FALLBACK_PRIORITY)
                .willReturn(aResponse().withTransformers(Answers.NAME)));
        return new CompanionHttpServer(server);
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        stop(server);
    }

    private static void stop(WireMockServer server) {
        try {
            server.stop();
        } catch (Exception e) {
            // a server that never ran, or still had a reply to give; WireMock also throws undeclared checked exceptions
            LOG.debug("the HTTP server of the simulated phone did not stop cleanly", e);
        }
    }

    private record Answers(CompanionApi api, DelayedCalls events, DelayedCalls control)
            implements ResponseTransformerV2 {

        static final String NAME = "companion";
        static final String OPERATION = "operation";

        private static final HttpHeaders JSON_HEADERS =
                new HttpHeaders(new HttpHeader("Content-Type", "application/json"));

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
            Reply reply = answer(serveEvent);
            return Response.Builder.like(response)
                    .but()
                    .status(reply.status())
                    .headers(JSON_HEADERS)
                    .body(reply.json())
                    .build();
        }

        private Reply answer(ServeEvent serveEvent) {
            LoggedRequest request = serveEvent.getRequest();
            Object operation = serveEvent.getTransformerParameters().get(OPERATION);
            if (operation == null) {
                return control.answer(instant -> api.unknown(request.getMethod() + " " + request.getUrl()));
            }
            return switch (Operation.valueOf(operation.toString())) {
                case STATUS -> control.answer(api::status);
                case EVENT -> events.answer(instant -> api.event(request.getBodyAsString(), instant));
                case START -> control.answer(api::start);
                case STOP_AND_SAVE -> control.answer(instant -> api.end("stop_and_save", instant));
                case CANCEL -> control.answer(instant -> api.end("cancel", instant));
            };
        }
    }
}
