// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.simulator.GivenStamp.Channel;
import io.trialsync.simulator.Recordings.Recording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated phone is doing, and the telling of it: each change goes to the clients of the status feed in the order in which it
 * happens. Thread-safe; nothing here waits.
 */
final class PhoneState {

    /** At this charge the app ends a recording, before the phone goes off. */
    static final int LAST_PERCENT = 1;

    /**
     * A recording that was ended.
     *
     * @param recording the recording
     * @param deviceNanos the stamp of its end
     * @param durationNanos how long it was
     */
    record Ended(Recording recording, long deviceNanos, long durationNanos) {}

    private final PhoneClock clock;
    private final Recordings recordings;
    private final StatusFeed feed;
    private final Runnable goOff;
    private final StampLog log = new StampLog();
    private final List<Map<String, Object>> otherPhones = new ArrayList<>();
    private PhoneStatus status;
    private long beginDeviceNanos;
    private boolean beginTold;
    private long drainedFromNanoTime;
    private int drainedFromPercent;

    /** @param goOff what happens when the battery is empty */
    PhoneState(PhoneStatus status, PhoneClock clock, Recordings recordings, StatusFeed feed, Runnable goOff) {
        this.status = status;
        this.clock = clock;
        this.recordings = recordings;
        this.feed = feed;
        this.goOff = goOff;
        this.drainedFromNanoTime = clock.startNanoTime();
        this.drainedFromPercent = status.batteryPercent();
    }

    PhoneClock clock() {
        return clock;
    }

    StampLog log() {
        return log;
    }

    synchronized PhoneStatus status() {
        return status;
    }

    /** {@return the whole state, as {@code GET /api/status} and a new client of the feed are told it} */
    synchronized List<Map<String, Object>> components(long nanoTime) {
        advance(nanoTime);
        List<Map<String, Object>> components = status.components();
        components.addAll(otherPhones);
        recordings
                .running(nanoTime)
                .map(running -> recording("START", running.id(), "", duration(running, nanoTime)))
                .ifPresent(components::add);
        return components;
    }

    /** Tell a new client everything, and from then on what changes. */
    synchronized void connect(StatusClient client) {
        feed.add(client, components(clock.now()));
    }

    /** Change what the phone says of itself; only what differs is told. */
    synchronized void update(UnaryOperator<PhoneStatus> change) {
        List<Map<String, Object>> before = status.components();
        status = change.apply(status);
        for (Map<String, Object> component : status.components()) {
            if (!before.contains(component)) {
                feed.push(component);
            }
        }
    }

    synchronized void seeOtherPhone(Map<String, Object> component) {
        otherPhones.add(component);
        feed.push(component);
    }

    /** Let happen what has to happen by itself until an instant. */
    synchronized void advance(long nanoTime) {
        drain(nanoTime);
        recordings.running(nanoTime).ifPresent(recording -> tellBegin(recording, nanoTime));
    }

    private void drain(long nanoTime) {
        status.spec().faults().batteryLifeNanos().ifPresent(life -> {
            double left = 1 - (double) (nanoTime - drainedFromNanoTime) / life;
            charge((int) Math.ceil(Math.max(0, left) * drainedFromPercent), nanoTime);
        });
    }

    synchronized void setCharge(int percent, long nanoTime) {
        drainedFromNanoTime = nanoTime;
        drainedFromPercent = percent;
        charge(percent, nanoTime);
    }

    private void charge(int percent, long nanoTime) {
        if (percent == status.batteryPercent()) {
            return;
        }
        update(now -> now.withBattery(percent));
        if (percent <= LAST_PERCENT) {
            end("SAVE", nanoTime);
        }
        if (percent == 0) {
            goOff.run();
        }
    }

    /** Take an event whose time is known; the reply names the recording, which is the one before until the new one runs. */
    synchronized Optional<String> event(String name, long deviceNanos, long nanoTime) {
        advance(nanoTime);
        Optional<String> recordingId = recordings.idForEvents(nanoTime);
        feed.push(event(name, deviceNanos, recordingId.orElse(null)));
        return recordingId;
    }

    /** {@return the recording that is started now; empty if one is running} */
    synchronized Optional<Recording> start(long nanoTime) {
        if (recordings.started()) {
            return Optional.empty();
        }
        Recording recording = recordings.start(nanoTime);
        beginDeviceNanos = stamp(Channel.RECORDING, "recording.begin", nanoTime);
        beginTold = false;
        advance(nanoTime);
        return Optional.of(recording);
    }

    synchronized long beginDeviceNanos() {
        return beginDeviceNanos;
    }

    /** End the recording; what becomes of it is {@code SAVE} or {@code DISCARD}. */
    synchronized Optional<Ended> end(String last, long nanoTime) {
        Optional<Recording> ended = recordings.end();
        return ended.map(recording -> {
            tellBegin(recording, nanoTime);
            long deviceNanos = stamp(Channel.RECORDING, "recording.end", nanoTime);
            long duration = duration(recording, nanoTime);
            feed.push(event("recording.end", deviceNanos, recording.id()));
            feed.push(recording("STOP", recording.id(), "", duration));
            feed.push(recording(last, recording.id(), "", duration));
            return new Ended(recording, deviceNanos, duration);
        });
    }

    /** End the recording by an error of the phone. */
    synchronized void fail(String message, long nanoTime) {
        recordings.end().ifPresent(recording -> {
            tellBegin(recording, nanoTime);
            feed.push(recording("ERROR", recording.id(), message, duration(recording, nanoTime)));
        });
    }

    /** Lose the recording without a word, and take the sensor clock from the wall clock anew. */
    synchronized void reboot(long wallStepNanos, long nanoTime) {
        recordings.end();
        if (wallStepNanos != 0) {
            clock.stepWall(wallStepNanos, nanoTime);
        }
        clock.restartSensor(status.spec().sensorOffsetNanos(), nanoTime);
    }

    long stamp(Channel channel, String name, long nanoTime) {
        long deviceNanos = DeviceTimeline.floor(
                clock.wallNanosAt(nanoTime), status().spec().resolutionNanos());
        log.add(new GivenStamp(channel, name, deviceNanos, nanoTime));
        return deviceNanos;
    }

    private void tellBegin(Recording recording, long nanoTime) {
        if (!beginTold) {
            beginTold = true;
            feed.push(recording("START", recording.id(), "", duration(recording, nanoTime)));
            feed.push(event("recording.begin", beginDeviceNanos, recording.id()));
        }
    }

    private long duration(Recording running, long nanoTime) {
        return clock.sensorNanosAt(nanoTime) - clock.sensorNanosAt(running.startNanoTime());
    }

    static Map<String, Object> recording(String action, String id, String message, long durationNanos) {
        return CompanionJson.component(
                "Recording", Map.of("action", action, "id", id, "message", message, "rec_duration_ns", durationNanos));
    }

    static Map<String, Object> event(String name, long deviceNanos, @Nullable String recordingId) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("name", name);
        data.put("recording_id", recordingId);
        data.put("timestamp", deviceNanos);
        return CompanionJson.component("Event", data);
    }
}
