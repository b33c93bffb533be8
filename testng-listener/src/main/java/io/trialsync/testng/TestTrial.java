// SPDX-License-Identifier: Apache-2.0
package io.trialsync.testng;

import io.trialsync.session.TrialBracket;
import io.trialsync.testng.TrialIds.TrialId;
import org.jspecify.annotations.Nullable;
import org.testng.ITestResult;

/** A trial, kept with TestNG's result of its test, where the hook finds it whichever thread it is called on. */
final class TestTrial {

    private static final String ATTRIBUTE = "io.trialsync.trial";

    private final TrialId id;
    private final TrialBracket bracket;
    private volatile boolean hooked;

    TestTrial(TrialId id, TrialBracket bracket) {
        this.id = id;
        this.bracket = bracket;
    }

    static @Nullable TestTrial of(ITestResult result) {
        return (TestTrial) result.getAttribute(ATTRIBUTE);
    }

    void keepWith(ITestResult result) {
        result.setAttribute(ATTRIBUTE, this);
    }

    TrialId id() {
        return id;
    }

    TrialBracket bracket() {
        return bracket;
    }

    /** The body is about to run between our stamps. */
    void hook() {
        hooked = true;
    }

    /** Whether the body had our stamps around it. */
    boolean wasHooked() {
        return hooked;
    }
}
