// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

/** What waits for the journal's thread. */
sealed interface Appended {

    /** It has been dealt with as well as can be. */
    default void settled() {}

    /** A record to write. */
    record Line(JournalRecord record) implements Appended {}

    /** Somebody who wants to know when all before is durable. */
    record Wanted(Runnable whenDurable) implements Appended {
        @Override
        public void settled() {
            whenDurable.run();
        }
    }

    /** Nothing comes after it. */
    record Last() implements Appended {}
}
