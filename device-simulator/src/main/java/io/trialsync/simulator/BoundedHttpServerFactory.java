// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.HttpServer;
import com.github.tomakehurst.wiremock.http.HttpServerFactory;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import com.github.tomakehurst.wiremock.jetty11.Jetty11HttpServer;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpInput;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.HandlerWrapper;

/** WireMock's own server, but with a limit to the size of requests, which WireMock would read whole. */
final class BoundedHttpServerFactory implements HttpServerFactory {

    /** Far more than the longest event needs. */
    static final int LARGEST_BODY_BYTES = 64 * 1024;

    @Override
    public HttpServer buildHttpServer(
            Options options, AdminRequestHandler adminRequestHandler, StubRequestHandler stubRequestHandler) {
        return new BoundedHttpServer(options, adminRequestHandler, stubRequestHandler);
    }

    private static final class BoundedHttpServer extends Jetty11HttpServer {

        BoundedHttpServer(Options options, AdminRequestHandler admin, StubRequestHandler stubs) {
            super(options, admin, stubs);
        }

        @Override
        protected Handler createHandler(Options options, AdminRequestHandler admin, StubRequestHandler stubs) {
            HandlerWrapper limit = new SizeLimit();
            limit.setHandler(super.createHandler(options, admin, stubs));
            return limit;
        }
    }

    private static final class SizeLimit extends HandlerWrapper {

        @Override
        public void handle(String target, Request base, HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            if (base.getContentLengthLong() > LARGEST_BODY_BYTES) {
                base.setHandled(true);
                response.setStatus(HttpStatus.PAYLOAD_TOO_LARGE_413);
                response.setContentType("application/json");
                response.setHeader("Connection", "close");
                response.getOutputStream().print("{\"message\":\"Request too large\",\"result\":null}");
                return;
            }
            base.getHttpInput().addInterceptor(new CountedInput());
            super.handle(target, base, request, response);
        }
    }

    /** For a body that does not tell its length beforehand. */
    private static final class CountedInput implements HttpInput.Interceptor {

        private long bytes;

        @Override
        public HttpInput.Content readFrom(HttpInput.Content content) {
            bytes += content.remaining();
            if (bytes > LARGEST_BODY_BYTES) {
                throw new BadMessageException(HttpStatus.PAYLOAD_TOO_LARGE_413, "Request too large");
            }
            return content;
        }
    }
}
