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
 * <p>The reply may arrive in pieces; the first piece ends the round trip. After any failure the connection is given up, so
 * that a late reply can never be taken for the answer to a later request.
 */
final class TimeEchoChannel implements SyncChannel, AutoCloseable {

    static final long RESOLUTION_NANOS = 1_000_000;
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final long IDLE_NANOS = 5_000_000_000L;
    private static final int REPLY_BYTES = 2 * Long.BYTES;
    /** Up to the year 2115, as far as times are computed with. */
    private static final long LATEST_MILLIS = 4_600_000_000_000L - 1_000;

    private final HostAndPort place;
    private final LongSupplier nanoTime;
    private final byte[] reply = new byte[REPLY_BYTES];
    private volatile @Nullable Socket socket;
    private volatile boolean closed;
    private long lastNanoTime;

    TimeEchoChannel(HostAndPort place, LongSupplier nanoTime) {
        this.place = place;
        this.nanoTime = nanoTime;
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
            if (open == null) {
                open = connect();
            }
            return exchangeOn(open, fresh);
        } catch (IOException e) {
            disconnect();
            throw e instanceof DeviceException known
                    ? known
                    : new DeviceException("no Time Echo from the phone at " + place + ": " + e.getMessage(), e);
        }
    }

    private Socket connect() throws IOException {
        if (closed) {
            throw new DeviceException("the link to the phone at " + place + " is closed");
        }
        Socket fresh = new Socket();
        socket = fresh;
        fresh.setTcpNoDelay(true);
        fresh.connect(new InetSocketAddress(place.bareHost(), place.port()), TIMEOUT_MILLIS);
        return fresh;
    }

    private RawExchange exchangeOn(Socket open, boolean fresh) throws IOException {
        // The token is a time only for the phone's benefit; here it merely has to come back unchanged.
        long token = System.currentTimeMillis();
        byte[] request = ByteBuffer.allocate(Long.BYTES).putLong(token).array();
        open.setSoTimeout(TIMEOUT_MILLIS);
        long send = nanoTime.getAsLong();
        open.getOutputStream().write(request);
        long receive = readReply(open, send);
        boolean first = fresh || send - lastNanoTime > IDLE_NANOS;
        lastNanoTime = receive;
        return new RawExchange(send, stampIn(ByteBuffer.wrap(reply), token), receive, RESOLUTION_NANOS, first);
    }

    /** Reads the whole reply and returns when its first piece came. */
    private long readReply(Socket open, long send) throws IOException {
        InputStream in = open.getInputStream();
        int count = in.read(reply, 0, REPLY_BYTES);
        long receive = nanoTime.getAsLong();
        while (count > 0 && count < REPLY_BYTES) {
            long left = TIMEOUT_MILLIS - (nanoTime.getAsLong() - send) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("the reply is incomplete after " + TIMEOUT_MILLIS + " ms");
            }
            open.setSoTimeout((int) left);
            int more = in.read(reply, count, REPLY_BYTES - count);
            count = more < 0 ? more : count + more;
        }
        if (count < REPLY_BYTES) {
            throw new EOFException("the phone closed the connection");
        }
        return receive;
    }

    private long stampIn(ByteBuffer answer, long token) throws DeviceException {
        long echoed = answer.getLong();
        long deviceMillis = answer.getLong();
        if (echoed != token) {
            throw new DeviceException("the phone at " + place + " echoed [" + echoed + "] instead of [" + token + "]");
        }
        if (deviceMillis < 0 || deviceMillis > LATEST_MILLIS) {
            throw new DeviceException("the phone at " + place + " gave the time [" + deviceMillis
                    + "]; milliseconds from 0 to " + LATEST_MILLIS + " are allowed");
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
