// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.HostClock;
import io.trialsync.device.DeviceStatus;
import io.trialsync.device.StatusComponent;
import io.trialsync.device.StatusComponent.Phone;
import io.trialsync.device.StatusComponent.Recording;
import io.trialsync.device.StatusComponent.Sensor;
import io.trialsync.device.StatusFeed;
import io.trialsync.device.StatusNews;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalWriter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Journals what a device says of its state whenever it changes, and what of it somebody should know. Thread-safe. */
final class StatusWatch {

    /** Free storage falls all the time while a device records. */
    private static final long MEMORY_ALONE_NANOS = 60_000_000_000L;

    private static final String MEMORY = "memory";

    private final String key;
    private final JournalWriter journal;
    private final HostClock clock;
    private final RecordingWatch recording;
    private final Consumer<String> progress;
    private final DeviceLoss loss;
    private final Absences absences;
    private final Map<String, StatusComponent> parts = new LinkedHashMap<>();
    private final Set<String> said = new HashSet<>();
    private Map<String, String> journalled = Map.of();
    private long journalledNanoTime;
    private StatusFeed.@Nullable Following following;
    private boolean stopped;

    StatusWatch(
            String key,
            JournalWriter journal,
            HostClock clock,
            RecordingWatch recording,
            Consumer<String> progress,
            DeviceLoss loss,
            Absences absences) {
        this.key = key;
        this.journal = journal;
        this.clock = clock;
        this.recording = recording;
        this.progress = progress;
        this.loss = loss;
        this.absences = absences;
    }

    /** Hears that the device has gone and that it, the same one, has come back. */
    interface Absences {
        /** It cannot be reached; may be told again while it is away. */
        void gone();

        /** It is in reach again, after so long. */
        void back(long awayNanos);
    }

    synchronized void start(StatusFeed feed) {
        following = feed.follow(this::hear);
    }

    void stop() {
        StatusFeed.Following ended;
        synchronized (this) {
            stopped = true;
            ended = following;
        }
        if (ended != null) {
            ended.close();
        }
    }

    /** Journal a state that was asked for. */
    synchronized void asked(DeviceStatus status) {
        journal(status.values());
    }

    private synchronized void hear(StatusNews news) {
        if (stopped) {
            return;
        }
        if (news instanceof StatusNews.State state) {
            parts.clear();
            state.components().forEach(this::keep);
            recording.hearState(running(state.components()), state.askedNanoTime());
            journalIfChanged();
        } else if (news instanceof StatusNews.Changed changed) {
            hear(changed.component());
        } else if (news instanceof StatusNews.Lost lost) {
            lose("link", "the status of the device is out of reach: " + lost.reason());
        } else if (news instanceof StatusNews.Regained regained) {
            String away = String.format(Locale.ROOT, "%.1f", regained.awayNanos() * 1e-9);
            loss.back(key);
            String message = "the status of the device is in reach again after " + away + " s";
            fault("link", message);
            progress.accept(key + ": " + message);
            absences.back(regained.awayNanos());
        } else if (news instanceof StatusNews.OtherDevice other) {
            lose("device", other.reason());
        }
    }

    private void lose(String what, String message) {
        fault(what, message);
        loss.lost(key, message);
        absences.gone();
    }

    private void hear(StatusComponent component) {
        if (component instanceof Recording changed) {
            recording.hear(changed);
        } else {
            keep(component);
            journalIfChanged();
        }
    }

    private static Optional<Recording> running(List<StatusComponent> state) {
        return state.stream()
                .filter(Recording.class::isInstance)
                .map(Recording.class::cast)
                .filter(Recording::running)
                .findFirst();
    }

    private void keep(StatusComponent component) {
        if (component instanceof Phone phone) {
            parts.put("phone", phone);
            warn("battery", phone.batteryState(), percent(phone), "connect its charger");
            warn("storage", phone.memoryState(), free(phone), "upload or delete recordings on it");
        } else if (component instanceof Sensor sensor) {
            parts.put(sensor.sensor() + " " + sensor.connection(), sensor);
        }
    }

    private static String percent(Phone phone) {
        return phone.batteryPercent().isPresent()
                ? " (" + phone.batteryPercent().getAsInt() + " %)"
                : "";
    }

    private static String free(Phone phone) {
        return phone.memoryBytes().isPresent()
                ? String.format(
                        Locale.ROOT, " (%.1f GB free)", phone.memoryBytes().getAsLong() * 1e-9)
                : "";
    }

    private void warn(String what, Optional<String> state, String amount, String advice) {
        boolean low = state.filter(text -> text.equals("LOW") || text.equals("CRITICAL"))
                .isPresent();
        if (low && said.add(what + state.get())) {
            String message = "the device's " + what + " is " + state.get() + amount + "; " + advice;
            fault("status", message);
            progress.accept(key + ": " + message);
        }
    }

    private void journalIfChanged() {
        Map<String, String> values = DeviceStatus.of(parts.values()).values();
        boolean memoryAlone = without(values).equals(without(journalled));
        boolean soon = clock.nanoTime() - journalledNanoTime < MEMORY_ALONE_NANOS;
        if (!values.equals(journalled) && !(memoryAlone && soon)) {
            journal(values);
        }
    }

    private static Map<String, String> without(Map<String, String> values) {
        Map<String, String> rest = new TreeMap<>(values);
        rest.remove(MEMORY);
        return rest;
    }

    private void journal(Map<String, String> values) {
        journalled = values;
        journalledNanoTime = clock.nanoTime();
        journal.append(new JournalRecord.StatusSeen(key, values, clock.nowNanos()));
    }

    private void fault(String what, String message) {
        journal.append(new JournalRecord.Fault(key, what, null, message, clock.nowNanos()));
    }
}
