// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.simulator.GivenStamp.Channel;
import io.trialsync.simulator.Recordings.Recording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a phone does when asked: its state and its stamps, without sockets or delays. Behaves as app 2.9.31 was seen to.
 * Thread-safe.
 */
final class CompanionApi {

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param json the body
     */
    record Reply(int status, String json) {}

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int REFUSED = 500;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final CompanionJson json = new CompanionJson();
    private final StampLog log = new StampLog();
    private final PhoneStatus status;
    private final PhoneClock clock;
    private final Recordings recordings;
    private final Consumer<Received> listener;

    CompanionApi(PhoneStatus status, PhoneClock clock, Recordings recordings, Consumer<Received> listener) {
        this.status = status;
        this.clock = clock;
        this.recordings = recordings;
        this.listener = listener;
    }

    List<GivenStamp> givenStamps() {
        return log.copy();
    }

    PhoneClock clock() {
        return clock;
    }

    /** {@return the time, in milliseconds, with which a Time Echo is answered at an instant} */
    long timeEcho(long clientMillis, long nanoTime) {
        // a resolution finer than the protocol's is of no use here
        long millis = Math.floorDiv(stampAt(nanoTime), NANOS_PER_MILLI);
        log.add(new GivenStamp(Channel.TIME_ECHO, "", millis * NANOS_PER_MILLI, nanoTime));
        listener.accept(new Received.TimeEcho(clientMillis, millis));
        return millis;
    }

    synchronized Reply status(long nanoTime) {
        List<Map<String, Object>> components = status.components();
        recordings
                .running(nanoTime)
                .map(running -> recording(running, nanoTime))
                .ifPresent(components::add);
        listener.accept(new Received.StatusRequest());
        return success("Success", components);
    }

    private Map<String, Object> recording(Recording running, long nanoTime) {
        long duration = clock.sensorNanosAt(nanoTime) - clock.sensorNanosAt(running.startNanoTime());
        return CompanionJson.component(
                "Recording", Map.of("action", "START", "id", running.id(), "message", "", "rec_duration_ns", duration));
    }

    synchronized Reply event(String body, long nanoTime) {
        EventRequest event;
        try {
            event = EventRequest.parse(body, json);
        } catch (IllegalArgumentException e) {
            return refuse("POST /api/event", BAD_REQUEST, String.valueOf(e.getMessage()));
        }
        long deviceNanos = event.timestampNanos().isPresent()
                ? event.timestampNanos().getAsLong()
                : stamp(Channel.EVENT, event.name(), nanoTime);
        Optional<String> recordingId = recordings.idForEvents(nanoTime);
        listener.accept(new Received.Event(event.name(), event.timestampNanos(), deviceNanos, recordingId));
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("recording_id", recordingId.orElse(null));
        result.put("timestamp", deviceNanos);
        return success("Success", result);
    }

    synchronized Reply start(long nanoTime) {
        String request = "POST /api/recording:start";
        if (recordings.started()) {
            return refuse(request, REFUSED, "Recording running");
        }
        if (status.batteryCritical()) {
            return refuse(request, REFUSED, "Low battery");
        }
        String id = recordings.start(nanoTime).id();
        long deviceNanos = stamp(Channel.RECORDING, "recording.begin", nanoTime);
        listener.accept(new Received.RecordingCommand("start", id, deviceNanos));
        return success("Started recording", Map.of("id", id));
    }

    /** End the recording; the command is {@code stop_and_save} or {@code cancel}, which real phones answer alike. */
    synchronized Reply end(String command, long nanoTime) {
        Optional<Recording> ended = recordings.end();
        if (ended.isEmpty()) {
            return refuse("POST /api/recording:" + command, REFUSED, "Recording not running");
        }
        long deviceNanos = stamp(Channel.RECORDING, "recording.end", nanoTime);
        listener.accept(new Received.RecordingCommand(command, ended.get().id(), deviceNanos));
        return success("Stopped recording", null);
    }

    Reply unknown(String request) {
        return refuse(request, NOT_FOUND, "Not found");
    }

    private long stamp(Channel channel, String name, long nanoTime) {
        long deviceNanos = stampAt(nanoTime);
        log.add(new GivenStamp(channel, name, deviceNanos, nanoTime));
        return deviceNanos;
    }

    private long stampAt(long nanoTime) {
        return DeviceTimeline.floor(clock.wallNanosAt(nanoTime), status.spec().resolutionNanos());
    }

    private Reply success(String message, @Nullable Object result) {
        return new Reply(OK, json.envelope(message, result));
    }

    private Reply refuse(String request, int code, String message) {
        listener.accept(new Received.Refused(request, code, message));
        return new Reply(code, json.envelope(message, null));
    }
}
