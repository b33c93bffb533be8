// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What happens on a simulated phone without anybody asking: its battery drains, a recording begins to run, and what was planned comes.
 * Runs on a thread of its own, in steps of some 20 ms.
 */
final class PhoneRoutine implements AutoCloseable {

    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private record Planned(long afterNanos, Runnable action) {}

    private final PhoneState state;
    private final StatusFeed feed;
    private final List<Planned> planned = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "trialsync-simulated-phone");
    private volatile boolean over;

    PhoneRoutine(
            PhoneState state,
            StatusFeed feed,
            CompanionFaults faults,
            List<PlannedAction> actions,
            CompanionControls controls) {
        this.state = state;
        this.feed = feed;
        faults.outages()
                .forEach(outage -> plan(
                        outage.afterNanos(),
                        () -> controls.loseNetwork(Duration.ofNanos(outage.lengthNanos()), NetworkLoss.SILENT)));
        faults.reboots()
                .forEach(reboot -> plan(
                        reboot.afterNanos(),
                        () -> controls.reboot(Duration.ofNanos(reboot.lengthNanos()), Duration.ZERO)));
        faults.stoppedNanos().ifPresent(after -> plan(after, controls::stopRecordingElsewhere));
        actions.forEach(
                action -> plan(action.afterNanos(), () -> action.action().accept(controls)));
        planned.sort(Comparator.comparingLong(Planned::afterNanos));
        thread.setDaemon(true);
    }

    private void plan(long afterNanos, Runnable action) {
        planned.add(new Planned(afterNanos, action));
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!over) {
            step(state.clock().now());
            LockSupport.parkNanos(STEP_NANOS);
        }
    }

    private void step(long nanoTime) {
        long elapsed = state.clock().elapsedNanos(nanoTime);
        while (!planned.isEmpty() && planned.get(0).afterNanos() <= elapsed) {
            planned.remove(0).action().run();
        }
        state.advance(nanoTime);
        feed.drain();
    }

    @Override
    public void close() {
        over = true;
        LockSupport.unpark(thread);
    }
}
