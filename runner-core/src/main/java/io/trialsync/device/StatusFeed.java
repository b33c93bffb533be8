// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device;

import java.util.function.Consumer;

/** A way to hear of a device's state as it changes. Thread-safe. */
public interface StatusFeed {

    /**
     * Follow the state. Returns at once; connecting and, after any failure, connecting anew is done in the background for as long
     * as it takes.
     *
     * @param listener hears the news, one after the other, on the feed's own threads; it returns at once and throws nothing
     * @return what is under way; the caller closes it
     */
    Following follow(Consumer<StatusNews> listener);

    /** The following of a state, until it is closed. */
    interface Following extends AutoCloseable {

        /**
         * End it: nothing more is told, and no thread of it is left a moment later. Never throws and may be done twice. To be
         * called by any thread but the feed's own.
         */
        @Override
        void close();
    }
}
