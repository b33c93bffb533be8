// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import io.trialsync.device.DeviceClock;
import io.trialsync.device.DeviceException;
import io.trialsync.device.RawExchange;
import io.trialsync.device.SyncChannel;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Time Echo: eight bytes out, the same eight and the phone's clock back, both in big-endian milliseconds, over one TCP
 * connection that is kept open.
 *
 * <p>The reply may arrive in pieces; the round trip ends when the first byte of the phone's time is there, since the phone may
 * have taken it after sending the echo. After any failure the connection is given up, so
 * that a late reply can never be taken for the answer to a later request.
 */
final class TimeEchoChannel implements SyncChannel, AutoCloseable {

    static final long RESOLUTION_NANOS = 1_000_000;
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final long IDLE_NANOS = 5_000_000_000L;
    private static final int REPLY_BYTES = 2 * Long.BYTES;
    /** Up to the year 2115, as far as times are computed with. */
    static final long LATEST_MILLIS = 4_600_000_000_000L - 1_000;

    private final HostAndPort place;
    private final LongSupplier nanoTime;
    private final Verification verification;
    private boolean reconnecting;
    private final byte[] reply = new byte[REPLY_BYTES];
    private volatile @Nullable Socket socket;
    private volatile boolean closed;
    private long lastNanoTime;
    private long token;

    TimeEchoChannel(HostAndPort place, LongSupplier nanoTime) {
        this(place, nanoTime, () -> {});
    }

    TimeEchoChannel(HostAndPort place, LongSupplier nanoTime, Verification verification) {
        this.place = place;
        this.nanoTime = nanoTime;
        this.verification = verification;
    }

    /** Time Echo does not say whose time it is. */
    @FunctionalInterface
    interface Verification {
        /** Fails if the phone at the address is, or may be, another one than was opened. */
        void verify() throws DeviceException;
    }

    @Override
    public String clock() {
        return DeviceClock.WALL;
    }

    @Override
    public String name() {
        return "time-echo";
    }

    @Override
    public RawExchange exchange() throws DeviceException {
        Socket open = socket;
        boolean fresh = open == null;
        try {
            if (fresh && reconnecting) {
                verification.verify();
            }
            return exchangeOn(open == null ? connect() : open, fresh);
        } catch (IOException e) {
            disconnect();
            reconnecting = true;
            throw closed ? LinkFailure.closed(place) : LinkFailure.of(place, "Time Echo", e);
        }
    }

    private Socket connect() throws IOException {
        Socket fresh = new Socket();
        socket = fresh;
        if (closed) {
            throw LinkFailure.closed(place);
        }
        fresh.setTcpNoDelay(true);
        fresh.connect(new InetSocketAddress(place.bareHost(), place.port()), TIMEOUT_MILLIS);
        return fresh;
    }

    private RawExchange exchangeOn(Socket open, boolean fresh) throws IOException {
        if (open.getInputStream().available() > 0) {
            throw new DeviceException("the phone at " + place + " sent more than Time Echo asks for");
        }
        // The token is a time only for the phone's benefit; here it merely has to come back unchanged, and be new.
        token = Math.max(token + 1, System.currentTimeMillis());
        byte[] request = ByteBuffer.allocate(Long.BYTES).putLong(token).array();
        open.setSoTimeout(TIMEOUT_MILLIS);
        long send = nanoTime.getAsLong();
        open.getOutputStream().write(request);
        long receive = readReply(open);
        boolean first = fresh || send - lastNanoTime > IDLE_NANOS;
        lastNanoTime = receive;
        return new RawExchange(send, stampIn(ByteBuffer.wrap(reply)), receive, RESOLUTION_NANOS, first);
    }

    /** Reads the whole reply and returns when the first byte of the phone's time was there. */
    private long readReply(Socket open) throws IOException {
        InputStream in = open.getInputStream();
        long deadline = System.nanoTime() + TIMEOUT_MILLIS * 1_000_000L;
        long receive = 0;
        int count = 0;
        while (count < REPLY_BYTES) {
            int more = in.read(reply, count, REPLY_BYTES - count);
            if (count <= Long.BYTES) {
                receive = nanoTime.getAsLong();
            }
            if (more < 0) {
                throw new EOFException("after " + count + " of " + REPLY_BYTES + " bytes");
            }
            count += more;
            if (count < REPLY_BYTES) {
                open.setSoTimeout(millisLeft(deadline));
            }
        }
        return receive;
    }

    private static int millisLeft(long deadline) throws SocketTimeoutException {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException("the reply is incomplete after " + TIMEOUT_MILLIS + " ms");
        }
        return (int) left;
    }

    private long stampIn(ByteBuffer answer) throws DeviceException {
        long echoed = answer.getLong();
        long deviceMillis = answer.getLong();
        if (echoed != token) {
            throw new DeviceException("the phone at " + place + " echoed [" + echoed + "] instead of [" + token + "]");
        }
        String unit = StampUnit.MILLISECONDS.mistakenFor(deviceMillis, System.currentTimeMillis());
        if (deviceMillis < 0 || deviceMillis > LATEST_MILLIS || !unit.isEmpty()) {
            throw new DeviceException("the phone at " + place + " gave the time [" + deviceMillis
                    + "]; milliseconds from 0 to " + LATEST_MILLIS + " are allowed" + unit);
        }
        return deviceMillis * RESOLUTION_NANOS;
    }

    private void disconnect() {
        Socket open = socket;
        socket = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // The connection is given up either way; there is nobody to tell and nothing to undo.
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        disconnect();
    }
}
