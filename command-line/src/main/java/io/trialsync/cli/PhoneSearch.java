// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.device.companion.discovery.CompanionSearch;
import io.trialsync.device.companion.discovery.FoundCompanion;
import io.trialsync.device.companion.discovery.SearchInterface;
import io.trialsync.device.companion.discovery.SearchListener;
import java.util.List;
import java.util.function.Consumer;

/** Finds all phones on the network: until none has been added for some time, or for ten seconds if there is none. */
final class PhoneSearch {

    private static final long LONGEST_NANOS = 10_000_000_000L;
    /** Whoever announces itself at all does so within a second or so of being asked. */
    private static final long QUIET_NANOS = 2_000_000_000L;

    private static final long POLL_MILLIS = 50;

    /** The phones that were found, and why there may be none, for people. */
    record Found(List<FoundCompanion> phones, String none) {}

    private PhoneSearch() {}

    static Found find(Consumer<String> progress) throws InterruptedException {
        try (CompanionSearch search = CompanionSearch.start(SearchInterface.all(), SearchListener.none())) {
            long started = System.nanoTime();
            long lastNews = started;
            int known = 0;
            while (System.nanoTime() - started < LONGEST_NANOS
                    && (known == 0 || System.nanoTime() - lastNews < QUIET_NANOS)) {
                Thread.sleep(POLL_MILLIS);
                int now = search.found().size();
                lastNews = now == known ? lastNews : System.nanoTime();
                known = now;
                progress.accept("searching " + search.where() + ": " + known + " found");
            }
            return new Found(
                    search.found(),
                    "no Companion device was found within " + LONGEST_NANOS / 1_000_000_000L + " s on " + search.where()
                            + "; " + CompanionSearch.advice());
        }
    }
}
