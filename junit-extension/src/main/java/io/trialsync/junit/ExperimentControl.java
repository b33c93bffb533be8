// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import io.trialsync.runner.RunnerContext;
import io.trialsync.session.ProgressListener;
import io.trialsync.session.RunControl;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.platform.launcher.LauncherSession;

/**
 * Hands to experiments what watches and steers them from outside: a program that runs them by a launcher of its own puts it into
 * the launcher's session before it executes anything. Where nobody does, every trial may begin, and a line is said for each that
 * has ended. Thread-safe.
 */
public final class ExperimentControl {

    private static final String SPACE = "io.trialsync.control";

    private ExperimentControl() {}

    /**
     * Let somebody hold trials back, let them go again or end the run between two trials.
     *
     * @param launcher the launcher's session
     * @param control whether the next trial may begin, for all experiments of that session
     */
    public static void put(LauncherSession launcher, RunControl control) {
        launcher.getStore().put(platformSpace(), RunControl.class, control);
    }

    /**
     * Tell somebody of each trial that has ended, in place of the line that is said otherwise.
     *
     * @param launcher the launcher's session
     * @param listener who is told
     */
    public static void put(LauncherSession launcher, ProgressListener listener) {
        launcher.getStore().put(platformSpace(), ProgressListener.class, listener);
    }

    private static org.junit.platform.engine.support.store.Namespace platformSpace() {
        return org.junit.platform.engine.support.store.Namespace.create(SPACE);
    }

    /** What lives as long as the launcher's session, so that a rerun of failed trials finds its devices and its folder. */
    static RunnerContext runnerContext(ExtensionContext context) {
        Store store = context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(SPACE));
        return store.getOrComputeIfAbsent(
                RunnerContext.class,
                key -> new RunnerContext(
                        control(store), Optional.ofNullable(store.get(ProgressListener.class, ProgressListener.class))),
                RunnerContext.class);
    }

    private static RunControl control(Store store) {
        return store.getOrComputeIfAbsent(RunControl.class, key -> new RunControl(), RunControl.class);
    }

    /** Whether, and why, no further trial may begin. */
    static Optional<String> stopped(ExtensionContext context) {
        return control(context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(SPACE)))
                .stopped();
    }
}
