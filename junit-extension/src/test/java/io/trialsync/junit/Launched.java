// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import java.util.Map;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Experiment classes run by a launcher, as build tools and the command line do. */
final class Launched {

    private Launched() {}

    static TestExecutionSummary in(LauncherSession launcher, Map<String, String> settings, Class<?> experiment) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        launcher.getLauncher().execute(request(settings, experiment), listener);
        return listener.getSummary();
    }

    static LauncherDiscoveryRequest request(Map<String, String> settings, Class<?> experiment) {
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(experiment))
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .configurationParameters(settings)
                .build();
    }
}
