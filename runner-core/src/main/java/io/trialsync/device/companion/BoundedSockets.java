// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes sockets from which only so many bytes can be read until {@link #allowMore}, since the HTTP client holds a WebSocket
 * message of any announced length in memory.
 */
final class BoundedSockets extends UnconnectedSockets {

    private final long mostBytes;
    private final AtomicLong left = new AtomicLong();

    BoundedSockets(long mostBytes) {
        this.mostBytes = mostBytes;
        left.set(mostBytes);
    }

    /** A message has been read as a whole; the next one may be as long. */
    void allowMore() {
        left.set(mostBytes);
    }

    @Override
    public Socket createSocket() {
        allowMore();
        return new Socket() {
            @Override
            public InputStream getInputStream() throws IOException {
                return new FilterInputStream(super.getInputStream()) {
                    @Override
                    public int read() throws IOException {
                        return counted(in.read());
                    }

                    @Override
                    public int read(byte[] bytes, int from, int length) throws IOException {
                        int count = in.read(bytes, from, length);
                        spend(count);
                        return count;
                    }
                };
            }
        };
    }

    private int counted(int value) throws IOException {
        spend(value < 0 ? 0 : 1);
        return value;
    }

    private void spend(int bytes) throws IOException {
        if (left.addAndGet(-bytes) < 0) {
            throw new IOException("a message is longer than " + mostBytes + " bytes");
        }
    }
}
