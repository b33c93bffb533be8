// SPDX-License-Identifier: Apache-2.0
package io.trialsync.testng;

import io.trialsync.runner.RunnerContext;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.testng.xml.XmlTest;

/**
 * What outlives a TestNG run inside a JVM, and what its listeners share. A rerun of failed tests is a TestNG run of its own, with new
 * listeners and contexts, and a listener that is registered twice exists twice; TestNG has no place that all of them see, and
 * hands no context to a listener of classes. So this is the one place where a static field leads to something that changes.
 */
final class ThisJvm {

    /** This JVM's. */
    static final ThisJvm STATE = new ThisJvm();

    /** Held by the one trial that is running. */
    private final ReentrantLock oneTrialAtATime = new ReentrantLock(true);

    private final Map<String, RunnerContext> kept = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final IdentityHashMap<XmlTest, Experiments> open = new IdentityHashMap<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();

    ReentrantLock oneTrialAtATime() {
        return oneTrialAtATime;
    }

    /** The context of an earlier run of the same {@code <test>} of a suite; a new one if there was none, or it is still going on. */
    synchronized RunnerContext take(String test) {
        return taken.add(test) ? kept.computeIfAbsent(test, name -> new RunnerContext()) : new RunnerContext();
    }

    /** Close its devices, and let a rerun have it. */
    synchronized void giveBack(String test, RunnerContext context) {
        context.releaseDevices();
        if (kept.get(test) == context) {
            taken.remove(test);
        }
    }

    synchronized void open(XmlTest test, Experiments experiments) {
        open.put(test, experiments);
    }

    synchronized Optional<Experiments> experimentsOf(XmlTest test) {
        return Optional.ofNullable(open.get(test));
    }

    synchronized Optional<Experiments> close(XmlTest test) {
        return Optional.ofNullable(open.remove(test));
    }

    void tell(String problem) {
        System.out.println("TrialSync: " + problem);
        problems.add(problem);
    }

    /** Everything that went wrong since this was asked last. */
    List<String> problems() {
        List<String> all = List.copyOf(problems);
        problems.removeAll(all);
        return all;
    }
}
