// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.HttpServer;
import com.github.tomakehurst.wiremock.http.HttpServerFactory;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import com.github.tomakehurst.wiremock.jetty11.Jetty11HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.HandlerWrapper;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.websocket.server.JettyServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.JettyServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.jspecify.annotations.Nullable;

/**
 * WireMock's own server with what a phone has besides: the status feed, a WebSocket on the port and path of the status, and a network
 * that can go away.
 */
final class PhoneHttpServerFactory implements HttpServerFactory {

    /** Clients send nothing but pings. */
    private static final int LARGEST_FRAME_BYTES = 64 * 1024;

    private final PhoneState state;
    private final StatusFeed feed;
    private final PhoneNetwork network;
    private final RepeatedReplies repeated;

    PhoneHttpServerFactory(PhoneState state, StatusFeed feed, PhoneNetwork network, RepeatedReplies repeated) {
        this.state = state;
        this.feed = feed;
        this.network = network;
        this.repeated = repeated;
    }

    @Override
    public HttpServer buildHttpServer(
            Options options, AdminRequestHandler adminRequestHandler, StubRequestHandler stubRequestHandler) {
        return new PhoneHttpServer(options, adminRequestHandler, stubRequestHandler);
    }

    private @Nullable FeedSocket newSocket(JettyServerUpgradeRequest request, JettyServerUpgradeResponse response) {
        if (feed.full()) {
            refuse(response);
            return null;
        }
        Request base = Request.getBaseRequest(request.getHttpServletRequest());
        return new FeedSocket(base.getHttpChannel().getEndPoint(), state, feed, network);
    }

    private static void refuse(JettyServerUpgradeResponse response) {
        try {
            response.sendError(HttpStatus.SERVICE_UNAVAILABLE_503, "Too many clients");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class PhoneHttpServer extends Jetty11HttpServer {

        PhoneHttpServer(Options options, AdminRequestHandler admin, StubRequestHandler stubs) {
            super(options, admin, stubs);
            network.onCut(() -> new ArrayList<>(httpConnector.getConnectedEndPoints()).forEach(Sockets::reset));
        }

        @Override
        protected Handler createHandler(Options options, AdminRequestHandler admin, StubRequestHandler stubs) {
            HandlerWrapper gate = new RequestGate(network, repeated);
            gate.setHandler(super.createHandler(options, admin, stubs));
            return gate;
        }

        @Override
        protected void decorateMockServiceContextBeforeConfig(ServletContextHandler context) {
            super.decorateMockServiceContextBeforeConfig(context);
            JettyWebSocketServletContainerInitializer.configure(context, (servlets, container) -> {
                container.setIdleTimeout(Duration.ZERO);
                container.setMaxTextMessageSize(LARGEST_FRAME_BYTES);
                container.setMaxBinaryMessageSize(LARGEST_FRAME_BYTES);
                container.addMapping(PhonePath.STATUS.path(), PhoneHttpServerFactory.this::newSocket);
            });
        }
    }
}
