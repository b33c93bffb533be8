// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes sockets that note when a request's first byte leaves and when its reply's first byte arrives.
 *
 * <p>Stamping at the socket leaves out what the HTTP client does before and after, and does not depend on when the client's
 * version chooses to report its events. Only the first write after a reply and the first read after a write count. For one
 * request at a time: {@link #lastExchange()} is meant for the thread that has just done it.
 */
final class StampingSocketFactory extends UnconnectedSockets {

    /** After so long without traffic a phone's radio may sleep and delay the next request alone. */
    private static final long IDLE_NANOS = 5_000_000_000L;

    /** When a request left and its reply came, and whether it was the first after connecting or idling. */
    record Stamps(long sendNanoTime, long receiveNanoTime, boolean first) {}

    private final LongSupplier nanoTime;
    private volatile @Nullable Stamps lastExchange;

    StampingSocketFactory(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The stamps of the last exchange; empty if none was completed since they were forgotten. */
    Optional<Stamps> lastExchange() {
        return Optional.ofNullable(lastExchange);
    }

    void forgetLastExchange() {
        lastExchange = null;
    }

    @Override
    public Socket createSocket() {
        return new StampingSocket();
    }

    private final class StampingSocket extends Socket {

        private boolean fresh = true;
        private volatile boolean awaitingReply;
        private volatile long sent;
        private long received;

        @Override
        public OutputStream getOutputStream() throws IOException {
            setTcpNoDelay(true);
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(int value) throws IOException {
                    stampSend();
                    out.write(value);
                }

                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    stampSend();
                    out.write(bytes, from, length);
                }
            };
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    int value = in.read();
                    stampReceive(value >= 0);
                    return value;
                }

                @Override
                public int read(byte[] bytes, int from, int length) throws IOException {
                    int count = in.read(bytes, from, length);
                    stampReceive(count > 0);
                    return count;
                }
            };
        }

        private void stampSend() {
            if (!awaitingReply) {
                sent = nanoTime.getAsLong();
                awaitingReply = true;
            }
        }

        private void stampReceive(boolean any) {
            if (any && awaitingReply) {
                long now = nanoTime.getAsLong();
                lastExchange = new Stamps(sent, now, fresh || sent - received > IDLE_NANOS);
                received = now;
                fresh = false;
                awaitingReply = false;
            }
        }
    }
}
