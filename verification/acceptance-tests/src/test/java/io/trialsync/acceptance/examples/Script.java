// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance.examples;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.List;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

final class Script {

    private Script() {}

    // region script
    static long failures(Class<?> experiment, List<String> participants, Path sessions) {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        long failures = 0;
        for (String participant : participants) {
            LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectClass(experiment))
                    .configurationParameter("trialsync.participant", participant)
                    .configurationParameter("trialsync.directory", sessions.toString())
                    .build();
            try (LauncherSession session = LauncherFactory.openSession()) {
                session.getLauncher().execute(request, summary);
            }
            failures += summary.getSummary().getTotalFailureCount();
        }
        return failures;
    }
    // endregion
}
