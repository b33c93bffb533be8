// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Writes the answers of Time Echo to one client: sixteen bytes at once, or what a fault makes of them. Not thread-safe. */
final class SpoiledEchoes {

    private static final int BYTES = 16;
    private static final long DRIP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Socket client;
    private final OutputStream out;

    SpoiledEchoes(Socket client) throws IOException {
        this.client = client;
        this.out = client.getOutputStream();
    }

    void write(long clientMillis, long deviceMillis, Optional<ReplyFault> fault) throws IOException {
        if (fault.isEmpty()) {
            out.write(answer(clientMillis, deviceMillis, ByteOrder.BIG_ENDIAN));
        } else {
            spoil(clientMillis, deviceMillis, fault.get());
        }
    }

    private void spoil(long clientMillis, long deviceMillis, ReplyFault fault) throws IOException {
        byte[] answer = answer(clientMillis, deviceMillis, ByteOrder.BIG_ENDIAN);
        switch (fault) {
            case EMPTY_RESPONSE, SERVER_ERROR -> client.close();
            case CONNECTION_RESET_BY_PEER -> TimeEchoServer.reset(client);
            case RANDOM_DATA_THEN_CLOSE -> writeAndClose(Frame.bytes(Frame.GARBAGE));
            case MALFORMED_RESPONSE_CHUNK -> writeAndClose(Arrays.copyOf(answer, BYTES / 2));
            case NO_REPLY -> {
                // the next request may be answered again
            }
            case DUPLICATED -> {
                byte[] twice = Arrays.copyOf(answer, 2 * BYTES);
                System.arraycopy(answer, 0, twice, BYTES, BYTES);
                out.write(twice);
            }
            case NOT_JSON, DEEPLY_NESTED -> out.write(answer(clientMillis + 1, deviceMillis, ByteOrder.BIG_ENDIAN));
            case HUGE -> out.write(Arrays.copyOf(answer, BYTES + 2));
            case SLOW_DRIP -> {
                out.write(answer, 0, BYTES / 2);
                LockSupport.parkNanos(DRIP_NANOS);
                out.write(answer, BYTES / 2, BYTES / 2);
            }
            case WRONG_TYPES -> out.write(answer(clientMillis, deviceMillis, ByteOrder.LITTLE_ENDIAN));
        }
    }

    private void writeAndClose(byte[] bytes) throws IOException {
        out.write(bytes);
        client.close();
    }

    private static byte[] answer(long clientMillis, long deviceMillis, ByteOrder order) {
        return ByteBuffer.allocate(BYTES)
                .order(order)
                .putLong(clientMillis)
                .putLong(deviceMillis)
                .array();
    }
}
