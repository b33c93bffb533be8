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
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.websocket.server.JettyServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.jspecify.annotations.Nullable;

/** Makes WireMock's server with a relay of the phone's status feed on the path where phones have it. */
final class RecorderServerFactory implements HttpServerFactory {

    private static final int LARGEST_FRAME_BYTES = 64 * 1024;

    private final PhoneTarget target;
    private final UnaryOperator<String> rewriting;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param rewriting what becomes of the text of a frame */
    RecorderServerFactory(PhoneTarget target, UnaryOperator<String> rewriting) {
        this.target = target;
        this.rewriting = rewriting;
    }

    @Override
    public HttpServer buildHttpServer(Options options, AdminRequestHandler admin, StubRequestHandler stubs) {
        return new RecorderServer(options, admin, stubs);
    }

    private @Nullable FeedRelay newRelay(JettyServerUpgradeResponse response) {
        FeedRelay relay = FeedRelay.connect(target, http, rewriting);
        if (relay == null) {
            try {
                response.sendError(HttpStatus.BAD_GATEWAY_502, "The phone opens no status feed");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return relay;
    }

    private final class RecorderServer extends Jetty11HttpServer {

        RecorderServer(Options options, AdminRequestHandler admin, StubRequestHandler stubs) {
            super(options, admin, stubs);
        }

        @Override
        protected void decorateMockServiceContextBeforeConfig(ServletContextHandler context) {
            super.decorateMockServiceContextBeforeConfig(context);
            JettyWebSocketServletContainerInitializer.configure(context, (servlets, container) -> {
                container.setIdleTimeout(Duration.ZERO);
                container.setMaxTextMessageSize(LARGEST_FRAME_BYTES);
                container.setMaxBinaryMessageSize(LARGEST_FRAME_BYTES);
                container.addMapping(PhonePath.STATUS.path(), (request, response) -> newRelay(response));
            });
        }
    }
}
