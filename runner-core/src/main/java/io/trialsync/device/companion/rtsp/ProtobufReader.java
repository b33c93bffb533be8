// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.rtsp;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the fields of one protobuf message (protobuf.dev, "Encoding").
 *
 * <p>By hand, because one message of four fields is all there is: protobuf-java would bring 1.8 MB and a compiler in native
 * code into the build. Groups, which proto3 has not, are refused. Not thread-safe.
 */
final class ProtobufReader {

    /** Thrown for bytes that are no message. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(Throwable cause) {
            super(cause);
        }

        MalformedException() {}
    }

    /** Hears of each field of one of the kinds that are used; others are skipped. */
    interface Fields {

        /** A whole number. */
        default void number(int field, long value) {}

        /** A float. */
        default void real(int field, float value) {}

        /** A message within the message. */
        default void message(int field, ProtobufReader inner) throws MalformedException {}
    }

    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FOUR_BYTES = 5;

    private final ByteBuffer in;

    ProtobufReader(ByteBuffer message) {
        this.in = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    void read(Fields fields) throws MalformedException {
        try {
            while (in.hasRemaining()) {
                long tag = varint();
                field((int) (tag >>> 3), (int) (tag & 7), fields);
            }
        } catch (BufferUnderflowException e) {
            throw new MalformedException(e);
        }
    }

    private void field(int number, int kind, Fields fields) throws MalformedException {
        switch (kind) {
            case VARINT -> fields.number(number, varint());
            case FOUR_BYTES -> fields.real(number, in.getFloat());
            case EIGHT_BYTES -> in.getLong();
            case LENGTH_DELIMITED -> {
                long length = varint();
                if (length < 0 || length > in.remaining()) {
                    throw new MalformedException();
                }
                ByteBuffer inner = in.slice(in.position(), (int) length);
                in.position(in.position() + (int) length);
                fields.message(number, new ProtobufReader(inner));
            }
            default -> throw new MalformedException();
        }
    }

    private long varint() throws MalformedException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedException();
    }
}
