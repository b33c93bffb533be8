// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each thing that a phone says and this version does not understand, once for each phone. Thread-safe. */
final class UnknownParts {

    private static final Logger LOG = LoggerFactory.getLogger(UnknownParts.class);
    private static final int MOST = 100;

    private final HostAndPort place;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    UnknownParts(HostAndPort place) {
        this.place = place;
    }

    void skipped(String what) {
        String line = LinkFailure.oneLine(what);
        if (seen.size() < MOST && seen.add(line)) {
            LOG.info("the phone at {} sent {}; it is skipped, now and whenever it comes again", place, line);
        }
    }

    /** What was skipped so far. */
    Set<String> seen() {
        return Set.copyOf(seen);
    }
}
