// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import io.trialsync.device.DeviceClock;
import io.trialsync.device.DeviceException;
import io.trialsync.device.MarkerReply;
import io.trialsync.device.Markers;
import io.trialsync.device.RawExchange;
import io.trialsync.device.SyncChannel;
import io.trialsync.device.companion.CompanionHttp.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * {@code POST /api/event}: sends markers, and serves as sync channel for apps too old for Time Echo, since an event without
 * time is stamped by the phone on arrival.
 */
final class EventChannel implements Markers, SyncChannel {

    private static final String PATH = "/api/event";

    /** Four events a minute: each of them stays in the participant's recording. */
    private static final long REST_NANOS = 15_000_000_000L;

    private static final long LATEST_NANOS = TimeEchoChannel.LATEST_MILLIS * TimeEchoChannel.RESOLUTION_NANOS;

    private final CompanionHttp http;
    private long exchanges;

    EventChannel(CompanionHttp http) {
        this.http = http;
    }

    @Override
    public boolean takesDeviceTime() {
        return true;
    }

    @Override
    public MarkerReply send(String name, OptionalLong deviceNanos) throws DeviceException {
        Reply reply = post(name, deviceNanos);
        return new MarkerReply(
                reply.stamps().sendNanoTime(),
                stamp(reply, deviceNanos.isEmpty()),
                reply.stamps().receiveNanoTime(),
                recordingId(reply));
    }

    @Override
    public String clock() {
        return DeviceClock.WALL;
    }

    @Override
    public String name() {
        return "event";
    }

    @Override
    public long restNanos() {
        return REST_NANOS;
    }

    @Override
    public RawExchange exchange() throws DeviceException {
        Reply reply = post("trialsync.sync." + ++exchanges, OptionalLong.empty());
        return new RawExchange(
                reply.stamps().sendNanoTime(),
                stamp(reply, true),
                reply.stamps().receiveNanoTime(),
                TimeEchoChannel.RESOLUTION_NANOS,
                reply.stamps().first());
    }

    private Reply post(String name, OptionalLong deviceNanos) throws DeviceException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", name);
        deviceNanos.ifPresent(nanos -> body.put("timestamp", nanos));
        return http.post(PATH, http.toJson(body));
    }

    /** The time of an event; one that the phone took itself must be near the host's, or at least not so in another unit only. */
    private long stamp(Reply reply, boolean onArrival) throws DeviceException {
        JsonNode stamp = reply.result().path("timestamp");
        boolean whole = stamp.isIntegralNumber() && stamp.canConvertToLong();
        String unit = whole && onArrival
                ? StampUnit.NANOSECONDS.mistakenFor(stamp.longValue(), System.currentTimeMillis())
                : stamp.isNumber() && !whole ? "; this is no whole number, whose last digits are lost" : "";
        if (!whole || stamp.longValue() < 0 || stamp.longValue() > LATEST_NANOS || !unit.isEmpty()) {
            throw new DeviceException("the phone at " + http.place() + " answered an event with the timestamp ["
                    + (stamp.isMissingNode() ? "" : LinkFailure.oneLine(stamp.toString()))
                    + "]; a whole number of nanoseconds from 0 to " + LATEST_NANOS + " is expected" + unit);
        }
        return stamp.longValue();
    }

    private static Optional<String> recordingId(Reply reply) {
        JsonNode id = reply.result().path("recording_id");
        return id.isString() && !id.stringValue().isEmpty()
                ? Optional.of(LinkFailure.oneLine(id.stringValue()))
                : Optional.empty();
    }
}
