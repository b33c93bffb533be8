// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.simulator.GivenStamp.Channel;
import io.trialsync.simulator.PhoneState.Ended;
import io.trialsync.simulator.Recordings.Recording;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a phone answers when asked, without sockets or delays. Behaves as app 2.9.31 was seen to. Thread-safe.
 */
final class CompanionApi {

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param contentType what the body is
     * @param body the body, one character a byte if it is no JSON
     */
    record Reply(int status, String contentType, String body) {

        static final String JSON = "application/json";
        static final String BINARY = "application/octet-stream";

        byte[] bytes() {
            return body.getBytes(contentType.equals(JSON) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        }
    }

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int REFUSED = 500;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final CompanionJson json = new CompanionJson();
    private final PhoneState state;
    private final Consumer<Received> listener;
    private Optional<RecordingRefusal> startRefusal;
    private Optional<RecordingRefusal> endRefusal = Optional.empty();

    CompanionApi(PhoneState state, Consumer<Received> listener) {
        this.state = state;
        this.listener = listener;
        this.startRefusal = state.status().spec().faults().refusal();
    }

    PhoneState state() {
        return state;
    }

    List<GivenStamp> givenStamps() {
        return state.log().copy();
    }

    PhoneClock clock() {
        return state.clock();
    }

    /** {@return the time, in milliseconds, with which a Time Echo is answered at an instant} */
    long timeEcho(long clientMillis, long nanoTime) {
        // a resolution finer than the protocol's is of no use here
        long stamp = DeviceTimeline.floor(
                clock().wallNanosAt(nanoTime), state.status().spec().resolutionNanos());
        long millis = Math.floorDiv(stamp, NANOS_PER_MILLI);
        state.log().add(new GivenStamp(Channel.TIME_ECHO, "", millis * NANOS_PER_MILLI, nanoTime));
        listener.accept(new Received.TimeEcho(clientMillis, millis));
        return millis;
    }

    synchronized Reply status(long nanoTime) {
        List<Map<String, Object>> components = state.components(nanoTime);
        listener.accept(new Received.StatusRequest());
        return success("Success", components);
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
                : state.stamp(Channel.EVENT, event.name(), nanoTime);
        Optional<String> recordingId = state.event(event.name(), deviceNanos, nanoTime);
        listener.accept(new Received.Event(event.name(), event.timestampNanos(), deviceNanos, recordingId));
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("recording_id", recordingId.orElse(null));
        result.put("timestamp", deviceNanos);
        return success("Success", result);
    }

    synchronized Reply start(long nanoTime) {
        String request = "POST /api/recording:start";
        if (startRefusal.isPresent()) {
            return refuse(request, REFUSED, startRefusal.get().message());
        }
        if (state.status().batteryCritical()) {
            return refuse(request, REFUSED, RecordingRefusal.LOW_BATTERY.message());
        }
        Optional<Recording> started = state.start(nanoTime);
        if (started.isEmpty()) {
            return refuse(request, REFUSED, RecordingRefusal.RECORDING_RUNNING.message());
        }
        String id = started.get().id();
        listener.accept(new Received.RecordingCommand("start", id, state.beginDeviceNanos()));
        return success("Started recording", Map.of("id", id));
    }

    /** End the recording; the command is {@code stop_and_save} or {@code cancel}, which real phones answer alike. */
    synchronized Reply end(String command, long nanoTime) {
        String request = "POST /api/recording:" + command;
        if (endRefusal.isPresent()) {
            return refuse(request, REFUSED, endRefusal.get().message());
        }
        Optional<Ended> ended = end(command, command.equals("cancel") ? "DISCARD" : "SAVE", nanoTime);
        return ended.isEmpty()
                ? refuse(request, REFUSED, RecordingRefusal.RECORDING_NOT_RUNNING.message())
                : success("Stopped recording", endResult(command, ended.get()));
    }

    /** Let another client, or a finger on the phone, end the recording: {@return whether there was one} */
    synchronized boolean endElsewhere(boolean save) {
        return end(
                        save ? "saved by another client" : "cancelled by another client",
                        save ? "SAVE" : "DISCARD",
                        clock().now())
                .isPresent();
    }

    private Optional<Ended> end(String command, String last, long nanoTime) {
        Optional<Ended> ended = state.end(last, nanoTime);
        ended.ifPresent(end -> listener.accept(
                new Received.RecordingCommand(command, end.recording().id(), end.deviceNanos())));
        return ended;
    }

    private @Nullable Object endResult(String command, Ended ended) {
        if (!state.status().spec().faults().stopResult()) {
            return null;
        }
        String id = ended.recording().id();
        return command.equals("cancel") ? Map.of("id", id) : Map.of("id", id, "rec_duration_ns", ended.durationNanos());
    }

    synchronized void refuseStart(Optional<RecordingRefusal> reason) {
        startRefusal = reason;
    }

    synchronized void refuseEnd(Optional<RecordingRefusal> reason) {
        endRefusal = reason;
    }

    /** {@return the calibration of a Neon; an Invisible gives none} */
    Reply calibration() {
        PhoneStatus status = state.status();
        return status.spec().model() == CompanionModel.NEON
                ? new Reply(
                        OK,
                        Reply.BINARY,
                        new String(CalibrationFile.of(status.moduleSerial()), StandardCharsets.ISO_8859_1))
                : unknown("GET /calibration.bin");
    }

    Reply unknown(String request) {
        return refuse(request, NOT_FOUND, "Not found");
    }

    private Reply success(String message, @Nullable Object result) {
        return new Reply(OK, Reply.JSON, json.envelope(message, result));
    }

    private Reply refuse(String request, int code, String message) {
        listener.accept(new Received.Refused(request, code, message));
        return new Reply(code, Reply.JSON, json.envelope(message, null));
    }
}
