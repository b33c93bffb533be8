// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.HttpInput;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.HandlerWrapper;

/** What every HTTP request passes first: is there a network, and is the request small enough for WireMock, which reads it whole. */
final class RequestGate extends HandlerWrapper {

    /** Far more than the longest event needs. */
    static final int LARGEST_BODY_BYTES = 64 * 1024;

    private final PhoneNetwork network;
    private final RepeatedReplies repeated;

    RequestGate(PhoneNetwork network, RepeatedReplies repeated) {
        this.network = network;
        this.repeated = repeated;
    }

    @Override
    public void handle(String target, Request base, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        network.awaitWhileSilent();
        if (network.refuses()) {
            base.setHandled(true);
            Sockets.reset(base.getHttpChannel().getEndPoint());
        } else if (base.getContentLengthLong() > LARGEST_BODY_BYTES) {
            base.setHandled(true);
            response.setStatus(HttpStatus.PAYLOAD_TOO_LARGE_413);
            response.setContentType("application/json");
            response.setHeader("Connection", "close");
            response.getOutputStream().print("{\"message\":\"Request too large\",\"result\":null}");
        } else {
            base.getHttpInput().addInterceptor(new CountedInput());
            super.handle(target, base, request, response);
            repeated.sendPending(base);
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
