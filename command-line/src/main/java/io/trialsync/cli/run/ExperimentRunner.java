// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli.run;

import io.trialsync.junit.ExperimentControl;
import io.trialsync.session.RunControl;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs experiments by JUnit's launcher. */
final class ExperimentRunner {

    private final RunRequest request;
    private final RunControl control = new RunControl();
    private final Steering steering;
    private final TrialWatch watch;

    ExperimentRunner(RunRequest request, Handover handover, Display display) {
        this.request = request;
        RunningTests running = new RunningTests();
        this.steering = new Steering(control, running, display);
        this.watch = new TrialWatch(handover, display, control, running, request.verbose());
    }

    /** Whatever becomes of it is in the outcome. */
    RunOutcome run(InputStream keys) {
        steering.start(keys);
        try {
            List<Class<?>> classes = ExperimentClasses.named(request.classes());
            return run(classes);
        } catch (IllegalArgumentException e) {
            return RunOutcome.mistaken(String.valueOf(e.getMessage()));
        }
    }

    void over() {
        steering.over();
    }

    private RunOutcome run(List<Class<?>> classes) {
        try (LauncherSession launcher = LauncherFactory.openSession()) {
            TestPlan plan = launcher.getLauncher().discover(discovery(classes));
            Optional<String> without = ExperimentClasses.withoutTests(classes, plan);
            if (without.isPresent()) {
                return RunOutcome.mistaken(without.get());
            }
            ExperimentControl.put(launcher, control);
            ExperimentControl.put(launcher, watch);
            launcher.getLauncher().execute(plan, watch);
        } catch (LinkageError e) {
            watch.failed(ExperimentClasses.notLoaded(String.join(", ", request.classes()), e));
        } catch (RuntimeException e) {
            watch.failed("JUnit cannot run this: " + e);
        }
        return watch.outcome();
    }

    private LauncherDiscoveryRequest discovery(List<Class<?>> classes) {
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(classes.stream().map(DiscoverySelectors::selectClass).toArray(DiscoverySelector[]::new))
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .configurationParameters(request.settings())
                .build();
    }
}
