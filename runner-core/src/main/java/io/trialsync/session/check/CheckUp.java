// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

import io.trialsync.clock.HostClock;
import io.trialsync.device.Device;
import io.trialsync.device.DeviceAddress;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.DeviceException;
import io.trialsync.device.Devices;
import io.trialsync.session.DriftFiles;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Checks devices and this computer before a session: opens all devices, then asks, compares clocks and listens for some seconds,
 * with all of them at the same time. Immutable; a check blocks the thread that calls it.
 */
public final class CheckUp {

    private final Devices devices;
    private final DeviceContext context;
    private final HostClock clock;
    private final DriftFiles drifts;
    private final Path sys;
    private final long seed;

    /** A device that was tried. */
    private sealed interface Tried {
        record Open(DeviceAddress address, Device device) implements Tried {}

        record Not(DeviceAddress address, String reason) implements Tried {}
    }

    /**
     * Prepare.
     *
     * @param devices opens the devices
     * @param context what devices may use of their surroundings
     * @param clock the host's timeline, on the same monotonic clock
     * @param stateDirectory the folder of what is kept between sessions, which need not exist
     * @param sys where the system shows its state in files: {@code /sys}, which need not exist
     * @param seed where chance comes from
     */
    public CheckUp(Devices devices, DeviceContext context, HostClock clock, Path stateDirectory, Path sys, long seed) {
        this.devices = devices;
        this.context = context;
        this.clock = clock;
        this.drifts = new DriftFiles(stateDirectory);
        this.sys = sys;
        this.seed = seed;
    }

    /**
     * Check.
     *
     * @param addresses the devices; none if none was found
     * @param ntp the servers to compare this computer's clock with
     * @param forNanos how long the comparing and listening takes, in nanoseconds
     * @return what was found
     * @throws IllegalArgumentException if an address is wrong; the message says what is allowed
     * @throws InterruptedException if the thread is interrupted
     */
    public CheckReport run(List<DeviceAddress> addresses, Optional<DeviceAddress> ntp, long forNanos)
            throws InterruptedException {
        List<DeviceAddress> all =
                Stream.concat(addresses.stream(), ntp.stream()).toList();
        List<DeviceReport> reports = probeAll(all, forNanos);
        List<DeviceReport> asked = reports.subList(0, addresses.size());
        Optional<DeviceReport> servers = ntp.map(given -> reports.get(addresses.size()));
        return new CheckReport(asked, DevicePair.of(asked), computer(asked, servers));
    }

    private List<CheckResult> computer(List<DeviceReport> asked, Optional<DeviceReport> servers) {
        boolean allReached = !asked.isEmpty()
                && asked.stream().allMatch(report -> report.facts().isPresent());
        List<CheckResult> results = new ArrayList<>();
        try {
            results.addAll(NetworkCheck.of(NetworkPort.all(), allReached));
        } catch (SocketException e) {
            results.add(new Unchecked("network", "the system does not tell: " + e.getMessage()));
        }
        results.addAll(PowerCheck.of(PowerFiles.read(sys)));
        results.addAll(HostClockCheck.of(servers));
        return results;
    }

    private List<DeviceReport> probeAll(List<DeviceAddress> addresses, long forNanos) throws InterruptedException {
        if (addresses.isEmpty()) {
            return List.of();
        }
        ExecutorService threads = Executors.newFixedThreadPool(addresses.size(), CheckUp::daemon);
        Queue<Device> open = new ConcurrentLinkedQueue<>();
        try {
            SplittableRandom random = new SplittableRandom(seed);
            List<Callable<Tried>> openings = new ArrayList<>();
            addresses.forEach(address -> openings.add(() -> open(address, open)));
            // the comparing begins with all devices at once, so that it covers the same time
            List<Callable<DeviceReport>> probes = new ArrayList<>();
            for (Tried tried : results(threads.invokeAll(openings))) {
                SplittableRandom own = random.split();
                probes.add(() -> report(tried, own, forNanos));
            }
            return results(threads.invokeAll(probes));
        } finally {
            threads.shutdownNow();
            open.forEach(Device::close);
        }
    }

    private static <T> List<T> results(List<Future<T>> done) throws InterruptedException {
        List<T> results = new ArrayList<>();
        for (Future<T> one : done) {
            try {
                results.add(one.get());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw new IllegalStateException("a check of a device failed: " + e.getCause(), e);
            }
        }
        return results;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "trialsync-check");
        thread.setDaemon(true);
        return thread;
    }

    private Tried open(DeviceAddress address, Queue<Device> open) {
        try {
            Device device = devices.open(address, context);
            open.add(device);
            return new Tried.Open(address, device);
        } catch (DeviceException e) {
            return new Tried.Not(address, String.valueOf(e.getMessage()));
        }
    }

    private DeviceReport report(Tried tried, RandomGenerator random, long forNanos) throws InterruptedException {
        if (tried instanceof Tried.Not not) {
            return DeviceReport.unreachable(not.address(), not.reason());
        }
        Tried.Open open = (Tried.Open) tried;
        DeviceFacts facts = new DeviceProbe(open.device(), clock, drifts, random).facts(forNanos);
        try {
            return DeviceReport.of(open.address(), facts);
        } catch (IllegalArgumentException e) {
            // the address was right, or the device would not be open
            return DeviceReport.unreachable(open.address(), "its time stamps make no sense: " + e.getMessage());
        }
    }
}
