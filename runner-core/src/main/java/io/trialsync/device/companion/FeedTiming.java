// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import java.time.Duration;

/**
 * The times of a status feed.
 *
 * @param ping from one ping of ours to the next; a ping whose answer is not there when the next one is due ends the connection
 * @param firstRest before the first attempt to connect again; doubled each time
 * @param longestRest the limit of that
 */
record FeedTiming(Duration ping, Duration firstRest, Duration longestRest) {

    /**
     * A phone that has gone is noticed within two seconds: two pings, and {@link FeedRun} allows for the time that a new
     * connection takes.
     */
    static final FeedTiming STANDARD =
            new FeedTiming(Duration.ofMillis(800), Duration.ofMillis(250), Duration.ofSeconds(2));
}
