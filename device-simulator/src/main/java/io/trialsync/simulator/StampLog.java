// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest stamps that a device gave, oldest first; bounded and thread-safe. */
final class StampLog {

    /** More than a day of one exchange a second. */
    static final int CAPACITY = 100_000;

    private final Deque<GivenStamp> stamps = new ArrayDeque<>();

    synchronized void add(GivenStamp stamp) {
        if (stamps.size() == CAPACITY) {
            stamps.removeFirst();
        }
        stamps.addLast(stamp);
    }

    synchronized List<GivenStamp> copy() {
        return List.copyOf(stamps);
    }
}
