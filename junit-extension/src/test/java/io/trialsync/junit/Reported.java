// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import io.trialsync.session.TrialReport;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherFactory;

/** What whoever watches a session is told of its trials. */
final class Reported {

    private Reported() {}

    static List<TrialReport> of(Path directory, Class<?> experiment) {
        List<TrialReport> reports = new CopyOnWriteArrayList<>();
        try (LauncherSession launcher = LauncherFactory.openSession()) {
            ExperimentControl.put(launcher, reports::add);
            Launched.in(launcher, Ran.quick(directory), experiment);
        }
        return reports;
    }
}
