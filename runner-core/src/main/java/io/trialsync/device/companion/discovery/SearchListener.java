// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.discovery;

/** Hears what a search finds, one call after the other on the search's own thread. Calls return at once and throw nothing. */
public interface SearchListener {

    /**
     * A phone is there.
     *
     * @param phone the phone
     */
    void appeared(FoundCompanion phone);

    /**
     * A phone that is known has another name, is reached elsewhere or is seen on other interfaces.
     *
     * @param phone the phone as it is now
     */
    void changed(FoundCompanion phone);

    /**
     * A phone has said goodbye, or has been silent for longer than it had promised to be there.
     *
     * @param phone the phone as it was
     */
    void gone(FoundCompanion phone);

    /** {@return a listener that does nothing} */
    static SearchListener none() {
        return new SearchListener() {
            @Override
            public void appeared(FoundCompanion phone) {
                // the list of the search is enough for some
            }

            @Override
            public void changed(FoundCompanion phone) {
                // as above
            }

            @Override
            public void gone(FoundCompanion phone) {
                // as above
            }
        };
    }
}
