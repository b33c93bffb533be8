// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.FatalStartupException;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.trialsync.device.DeviceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Stands between an experiment and a phone with the Companion app and records what they say: HTTP through WireMock's proxy, the status
 * feed and Time Echo through relays. The phone's status names the relay's port of Time Echo; RTSP goes to the phone directly.
 * Thread-safe.
 */
public final class PhoneRecorder implements AutoCloseable {

    private static final int MOST_REQUESTS = 200_000;
    private static final int PROXY_MILLIS = 10_000;
    private static final long STOP_MILLIS = 100;

    private final PhoneTarget target;
    private final CompanionJson json;
    private final Optional<EchoRelay> echo;
    private final WireMockServer server;
    private final int port;

    private PhoneRecorder(PhoneTarget target, CompanionJson json, Optional<EchoRelay> echo, WireMockServer server) {
        this.target = target;
        this.json = json;
        this.echo = echo;
        this.server = server;
        this.port = server.port();
    }

    /**
     * Ask a phone who it is, and stand before it.
     *
     * @param place the phone, {@code HOST} or {@code HOST:PORT}
     * @param bind the address of this computer to listen on, such as {@code 127.0.0.1}
     * @param port the port to listen on; 0 for any free one
     * @return the recorder; the caller closes it
     * @throws DeviceException if no phone answers there, or the port is taken; the message says so in a line
     * @throws IllegalArgumentException if the place or the port is wrong; the message says what is allowed
     */
    public static PhoneRecorder start(String place, String bind, int port) throws DeviceException {
        CompanionJson json = new CompanionJson();
        SimulatedCompanionBuilder.requirePort(port);
        PhoneTarget target = PhoneTarget.ask(place, json);
        Optional<EchoRelay> echo = target.timeEchoPort().isPresent()
                ? Optional.of(EchoRelay.start(
                        bind, target.host(), target.timeEchoPort().getAsInt()))
                : Optional.empty();
        try {
            return new PhoneRecorder(target, json, echo, server(target, json, echo, bind, port));
        } catch (DeviceException | RuntimeException e) {
            echo.ifPresent(EchoRelay::close);
            throw e;
        }
    }

    private static WireMockServer server(
            PhoneTarget target, CompanionJson json, Optional<EchoRelay> echo, String bind, int port)
            throws DeviceException {
        StatusRewriting rewriting =
                new StatusRewriting(json, echo.map(EchoRelay::port).orElse(0));
        WireMockServer server = new WireMockServer(WireMockConfiguration.options()
                .bindAddress(bind)
                .port(port)
                .httpServerFactory(new RecorderServerFactory(target, rewriting::rewritten))
                .extensions(rewriting)
                .maxRequestJournalEntries(MOST_REQUESTS)
                .usingFilesUnderClasspath("io/trialsync/simulator/no-files")
                .proxyTimeout(PROXY_MILLIS)
                .gzipDisabled(true)
                .http2PlainDisabled(true)
                .jettyAcceptors(1)
                .jettyStopTimeout(STOP_MILLIS)
                // nobody on the network is to change what is recorded
                .adminAuthenticator(admin -> false));
        try {
            server.start();
        } catch (FatalStartupException e) {
            WireMockEnd.of(server);
            throw ListenFailure.at(bind, port, e);
        }
        server.stubFor(any(anyUrl())
                .willReturn(aResponse().proxiedFrom(target.http()).withTransformers(StatusRewriting.NAME)));
        return server;
    }

    /**
     * Refuse a folder that has mappings already: of two recordings mixed, none would be played.
     *
     * @param directory where mappings are going to be written; it need not exist
     * @throws IOException if it has mappings, or is a file; the message says so in a line
     */
    public static void requireUnused(Path directory) throws IOException {
        StubFiles.requireUnused(directory);
    }

    /** {@return the port at which the experiment finds the phone} */
    public int port() {
        return port;
    }

    /** {@return the port of the relay of Time Echo; 0 if the phone has none} */
    public int timeEchoPort() {
        return echo.map(EchoRelay::port).orElse(0);
    }

    /** {@return what the phone is called, safe to print} */
    public String phoneName() {
        return target.name();
    }

    /** {@return how many HTTP requests were answered so far} */
    public int requests() {
        return server.getServeEvents().getRequests().size();
    }

    /** {@return how many Time Echo requests were passed on so far} */
    public long timeEchoes() {
        return echo.map(EchoRelay::requests).orElse(0L);
    }

    /**
     * Write what was recorded as stub mappings for WireMock, which give fresh time stamps: {@code DIR/mappings/*.json}.
     *
     * @param directory a folder, which is made; it must not have mappings yet
     * @return how many mappings were written
     * @throws IOException if it has mappings, or they cannot be written; then there are none
     */
    public int write(Path directory) throws IOException {
        List<ServeEvent> oldestFirst = new ArrayList<>(server.getAllServeEvents());
        Collections.reverse(oldestFirst);
        return StubFiles.write(directory, new RecordedStubs(json, oldestFirst).mappings());
    }

    /** Stops listening and drops all connections; may be called twice. */
    @Override
    public void close() {
        echo.ifPresent(EchoRelay::close);
        WireMockEnd.of(server);
    }

    /** Puts the relay's port of Time Echo in the place of the phone's. */
    record StatusRewriting(CompanionJson json, int timeEchoPort) implements ResponseTransformerV2 {

        static final String NAME = "phone-status";

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
            boolean status = serveEvent.getRequest().getUrl().equals(PhonePath.STATUS.path());
            return status
                    ? Response.Builder.like(response)
                            .but()
                            .body(rewritten(response.getBodyAsString()).getBytes(StandardCharsets.UTF_8))
                            .build()
                    : response;
        }

        /** {@return a status, or a component of one; what is no JSON stays as it is} */
        String rewritten(String text) {
            try {
                JsonNode node = json.read(text);
                PhoneTarget.renameTimeEcho(node.has("result") ? node.get("result") : node, timeEchoPort);
                return json.write(node);
            } catch (JacksonException e) {
                return text;
            }
        }
    }
}
