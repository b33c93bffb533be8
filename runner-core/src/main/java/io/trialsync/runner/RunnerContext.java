// SPDX-License-Identifier: Apache-2.0
package io.trialsync.runner;

import io.trialsync.clock.HostClock;
import io.trialsync.device.Device;
import io.trialsync.device.DeviceAddress;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.DeviceException;
import io.trialsync.device.Devices;
import io.trialsync.session.OpenDevice;
import io.trialsync.session.ProgressListener;
import io.trialsync.session.RunControl;
import io.trialsync.session.SessionFolder;
import io.trialsync.session.SessionSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What outlives a session inside a JVM: the links to devices, opened when first needed, and which session belongs to which
 * experiment, so that a rerun goes on with it. Thread-safe.
 */
public final class RunnerContext implements AutoCloseable {

    /** A session that has ended and may be gone on with. */
    record PastSession(SessionSettings settings, SessionFolder folder, HostClock clock) {

        /** Whether a run with these settings is a rerun of it: the same person, visit, task and devices in the same place. */
        boolean isGoneOnWithBy(SessionSettings other) {
            return settings.participant().equals(other.participant())
                    && settings.session().equals(other.session())
                    && settings.task().equals(other.task())
                    && settings.run().equals(other.run())
                    && settings.devices().equals(other.devices())
                    && settings.directory().equals(other.directory());
        }
    }

    private final Map<String, Device> links = new LinkedHashMap<>();
    private final Map<String, PastSession> pastSessions = new HashMap<>();
    private final RunControl control;
    private final Optional<ProgressListener> listener;
    private boolean closed;

    /** Create a context that has opened nothing, lets every trial begin and says in lines which have ended. */
    public RunnerContext() {
        this(new RunControl(), Optional.empty());
    }

    /**
     * Create a context that has opened nothing.
     *
     * @param control whether the next trial may begin
     * @param listener who is told of trials that have ended; without it, a line is said for each
     */
    public RunnerContext(RunControl control, Optional<ProgressListener> listener) {
        this.control = control;
        this.listener = listener;
    }

    /** {@return whether the next trial may begin, for all sessions of this context} */
    public RunControl control() {
        return control;
    }

    Optional<ProgressListener> listener() {
        return listener;
    }

    synchronized List<OpenDevice> open(List<DeviceAddress> addresses, Devices devices) throws DeviceException {
        if (closed) {
            throw new IllegalStateException("the runner's context is closed");
        }
        List<OpenDevice> open = new ArrayList<>();
        for (DeviceAddress address : addresses) {
            for (DeviceAddress each : devices.devicesAt(address)) {
                open.add(new OpenDevice(each, link(each, devices)));
            }
        }
        return open;
    }

    private Device link(DeviceAddress address, Devices devices) throws DeviceException {
        Device device = links.get(address.text());
        if (device == null) {
            device = devices.open(address, DeviceContext.system());
            links.put(address.text(), device);
        }
        return device;
    }

    synchronized Optional<PastSession> pastSession(String experiment) {
        return Optional.ofNullable(pastSessions.get(experiment));
    }

    synchronized void remember(String experiment, PastSession session) {
        pastSessions.put(experiment, session);
    }

    /** Close all links; the next session opens its devices anew, and a rerun still goes on with the session it belongs to. */
    public synchronized void releaseDevices() {
        links.values().forEach(Device::close);
        links.clear();
    }

    /** Close all links, for good. */
    @Override
    public synchronized void close() {
        closed = true;
        releaseDevices();
    }
}
