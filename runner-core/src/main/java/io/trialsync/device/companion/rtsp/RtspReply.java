// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.rtsp;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A reply of an RTSP server; the names of its headers are in lower case. */
record RtspReply(int status, String reason, Map<String, String> headers, String body) {

    private static final int OK = 200;

    boolean ok() {
        return status == OK;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
}
