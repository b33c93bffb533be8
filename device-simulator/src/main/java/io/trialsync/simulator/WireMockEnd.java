// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import com.github.tomakehurst.wiremock.WireMockServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops a server whatever state it is in. */
final class WireMockEnd {

    private static final Logger LOG = LoggerFactory.getLogger(WireMockEnd.class);

    private WireMockEnd() {}

    /** Also of a server that never ran. */
    static void of(WireMockServer server) {
        try {
            server.stop();
        } catch (Exception e) {
            // it never ran, or still had a reply to give; WireMock also throws undeclared checked exceptions
            LOG.debug("the HTTP server of a phone did not stop cleanly", e);
        }
    }
}
