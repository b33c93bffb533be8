// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import io.trialsync.session.Completion;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.opentest4j.TestAbortedException;

/** How a trial ended, by what its test threw. */
final class Completions {

    private static final int LONGEST = 1_000;

    private Completions() {}

    static Completion of(Optional<Throwable> thrown) {
        if (thrown.isEmpty()) {
            return Completion.COMPLETED;
        }
        if (thrown.get() instanceof TestAbortedException) {
            return Completion.ABORTED;
        }
        return thrown.get() instanceof TimeoutException ? Completion.TIMED_OUT : Completion.ERROR;
    }

    static Optional<String> message(Optional<Throwable> thrown) {
        return thrown.map(Throwable::toString)
                .map(text -> text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…");
    }
}
