// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What can go wrong with something that a simulated phone sends: the reply to a request, a frame of its status feed, or an answer of
 * Time Echo. The request itself is handled in any case: an event is stamped, a recording starts.
 */
public enum ReplyFault {
    /** The connection is closed instead of a reply. */
    EMPTY_RESPONSE,
    /**
     * A status and then garbage in place of chunks. A frame that is no UTF-8; half an answer of Time Echo, and then the end.
     */
    MALFORMED_RESPONSE_CHUNK,
    /** Garbage, and then the end of the connection. */
    RANDOM_DATA_THEN_CLOSE,
    /** The connection is reset. */
    CONNECTION_RESET_BY_PEER,
    /** Nothing comes; the connection stays open for half a minute. */
    NO_REPLY,
    /** The reply comes twice. */
    DUPLICATED,
    /** A page in HTML in its place, as from the login of a guest network. Time Echo: another time than the one sent comes back. */
    NOT_JSON,
    /** JSON of 16 MiB. Time Echo: two bytes too many. */
    HUGE,
    /** The true reply, a part a second, for half a minute. Time Echo: in two parts. */
    SLOW_DRIP,
    /** JSON of 100 000 levels. Time Echo: as {@link #NOT_JSON}. */
    DEEPLY_NESTED,
    /** The true keys with values of other types: texts for numbers, numbers for texts. Time Echo: little-endian. */
    WRONG_TYPES,
    /** The status 500 with a line of text. A frame with an error of the phone. Time Echo: as {@link #EMPTY_RESPONSE}. */
    SERVER_ERROR;

    /** {@return the fault as it is written in an address, such as {@code no-reply}} */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Parse a fault.
     *
     * @param key such as {@code no-reply}
     * @return the fault
     * @throws IllegalArgumentException if it is none; the message lists all
     */
    public static ReplyFault parse(String key) {
        return Arrays.stream(values())
                .filter(fault -> fault.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("[" + key + "] is no fault; known are "
                        + Arrays.stream(values()).map(ReplyFault::key).collect(Collectors.joining(", "))));
    }
}
