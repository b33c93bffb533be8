// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli.run;

import java.util.HashMap;
import java.util.Map;

/** Which threads run tests, so that those can be interrupted and nothing else is. Thread-safe. */
final class RunningTests {

    private final Map<String, Thread> threads = new HashMap<>();
    private boolean interrupting;

    synchronized void started(String uniqueId) {
        threads.put(uniqueId, Thread.currentThread());
        if (interrupting) {
            Thread.currentThread().interrupt();
        }
    }

    /** What comes after a test, such as the end of the session, is not interrupted by what was meant for the test. */
    synchronized void finished(String uniqueId) {
        threads.remove(uniqueId);
        if (interrupting) {
            Thread.interrupted();
        }
    }

    /** Interrupt all tests, now and from now on. */
    synchronized void interrupt() {
        interrupting = true;
        threads.values().forEach(Thread::interrupt);
    }
}
