// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.rtsp;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An RTP packet (RFC 3550, 5.1).
 *
 * @param payloadType what it carries, 0 to 127
 * @param sequence its number, 0 to 65535
 * @param timestamp its time in ticks of the stream's clock, unsigned
 * @param source the synchronisation source, unsigned
 * @param payload what it carries, without padding; not to be written to
 */
record RtpPacket(int payloadType, int sequence, int timestamp, int source, ByteBuffer payload) {

    private static final int FIXED_HEADER_BYTES = 12;
    private static final int VERSION = 2;
    private static final int PADDING = 0x20;
    private static final int EXTENSION = 0x10;

    /** {@return the packet in a datagram, copied; empty if it holds none} */
    static Optional<RtpPacket> parse(ByteBuffer datagram) {
        ByteBuffer in = datagram.duplicate();
        if (in.remaining() < FIXED_HEADER_BYTES) {
            return Optional.empty();
        }
        int flags = in.get() & 0xff;
        int payloadType = in.get() & 0x7f;
        int sequence = in.getShort() & 0xffff;
        int timestamp = in.getInt();
        int source = in.getInt();
        boolean whole = flags >> 6 == VERSION
                && skip(in, Integer.BYTES * (flags & 0x0f))
                && ((flags & EXTENSION) == 0 || skipExtension(in))
                && ((flags & PADDING) == 0 || cutPadding(in));
        if (!whole) {
            return Optional.empty();
        }
        byte[] payload = new byte[in.remaining()];
        in.get(payload);
        return Optional.of(new RtpPacket(
                payloadType,
                sequence,
                timestamp,
                source,
                ByteBuffer.wrap(payload).asReadOnlyBuffer()));
    }

    private static boolean skipExtension(ByteBuffer in) {
        if (in.remaining() < Integer.BYTES) {
            return false;
        }
        in.getShort();
        return skip(in, Integer.BYTES * (in.getShort() & 0xffff));
    }

    private static boolean skip(ByteBuffer in, int bytes) {
        if (in.remaining() < bytes) {
            return false;
        }
        in.position(in.position() + bytes);
        return true;
    }

    /** The last byte says how many bytes the padding has, itself included. */
    private static boolean cutPadding(ByteBuffer in) {
        int padding = in.hasRemaining() ? in.get(in.limit() - 1) & 0xff : 0;
        if (padding == 0 || padding > in.remaining()) {
            return false;
        }
        in.limit(in.limit() - padding);
        return true;
    }
}
