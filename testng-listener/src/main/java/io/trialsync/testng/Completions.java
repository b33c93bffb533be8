// SPDX-License-Identifier: Apache-2.0
package io.trialsync.testng;

import io.trialsync.session.Completion;
import java.util.Optional;
import org.testng.ITestResult;
import org.testng.internal.thread.ThreadTimeoutException;

/** How a trial ended, by the result of its test. */
final class Completions {

    private Completions() {}

    /** An exception that the test expects is no error. */
    static Completion of(ITestResult result) {
        return switch (result.getStatus()) {
            case ITestResult.SUCCESS -> Completion.COMPLETED;
            case ITestResult.SKIP -> Completion.ABORTED;
            default ->
                result.getThrowable() instanceof ThreadTimeoutException ? Completion.TIMED_OUT : Completion.ERROR;
        };
    }

    static Optional<String> message(ITestResult result) {
        return result.getStatus() == ITestResult.SUCCESS
                ? Optional.empty()
                : Optional.ofNullable(result.getThrowable()).map(Throwable::toString);
    }
}
