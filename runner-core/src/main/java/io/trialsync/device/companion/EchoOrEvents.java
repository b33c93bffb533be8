// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import io.trialsync.device.DeviceClock;
import io.trialsync.device.DeviceException;
import io.trialsync.device.RawExchange;
import io.trialsync.device.SyncChannel;
import java.util.function.LongSupplier;

/**
 * Time Echo as long as it works, and events where it alone has failed: after three failures in a row an event is tried. If it
 * is answered, but Time Echo once more is not, events take over, until Time Echo, tried again each minute, answers again.
 * {@link #name()} is that of the channel that did the last exchange.
 */
final class EchoOrEvents implements SyncChannel {

    private static final int FAILURES_IN_A_ROW = 3;
    private static final long RETRY_NANOS = 60_000_000_000L;

    private final SyncChannel echo;
    private final SyncChannel events;
    private final LongSupplier nanoTime;
    private volatile SyncChannel chosen;
    private int failures;
    private long lastTry;

    EchoOrEvents(SyncChannel echo, SyncChannel events, LongSupplier nanoTime) {
        this.echo = echo;
        this.events = events;
        this.nanoTime = nanoTime;
        this.chosen = echo;
    }

    @Override
    public String clock() {
        return DeviceClock.WALL;
    }

    @Override
    public String name() {
        return chosen.name();
    }

    @Override
    public long restNanos() {
        return chosen.restNanos();
    }

    @Override
    public RawExchange exchange() throws DeviceException {
        if (chosen == events && nanoTime.getAsLong() - lastTry < RETRY_NANOS) {
            return events.exchange();
        }
        lastTry = nanoTime.getAsLong();
        try {
            RawExchange exchange = echo.exchange();
            failures = 0;
            chosen = echo;
            return exchange;
        } catch (DeviceException e) {
            failures++;
            if (failures < FAILURES_IN_A_ROW) {
                throw e;
            }
            return byEvent(e);
        }
    }

    private RawExchange byEvent(DeviceException whyNoEcho) throws DeviceException {
        RawExchange event;
        try {
            event = events.exchange();
        } catch (DeviceException e) {
            // the phone is gone altogether, which says nothing about Time Echo
            whyNoEcho.addSuppressed(e);
            throw whyNoEcho;
        }
        return chosen == events ? event : echoOnceMoreOr(event);
    }

    /** The phone may have been away until just now, and Time Echo with it. */
    private RawExchange echoOnceMoreOr(RawExchange event) {
        try {
            RawExchange exchange = echo.exchange();
            failures = 0;
            return exchange;
        } catch (DeviceException e) {
            // the same as the failures before it, which were told
            chosen = events;
            return event;
        }
    }
}
