// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.ntp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a packet from a server is, once it was looked at (RFC 5905, 7.3). */
sealed interface NtpReply {

    /** The least length of a packet; longer ones have extensions, which are not asked for. */
    int PACKET_BYTES = 48;

    /** Not an answer to our request: it came from somebody else, or too late; the wait goes on. */
    record Strange() implements NtpReply {}

    /**
     * The server gives no time just now.
     *
     * @param reason why, in words
     */
    record Unusable(String reason) implements NtpReply {}

    /**
     * The server sends a kiss of death instead of a time.
     *
     * @param code its four letters, such as {@code RATE}
     */
    record Kiss(String code) implements NtpReply {

        /** Whether the server wants not to be asked again. */
        boolean forGood() {
            return code.equals("DENY") || code.equals("RSTR");
        }

        /** Whether the server wants to be asked less often. */
        boolean slower() {
            return code.equals("RATE");
        }
    }

    /**
     * A time.
     *
     * @param receivedNanos the server's clock when the request came, in nanoseconds since 1970
     * @param sentNanos the server's clock when the answer left
     * @param resolutionNanos how exact both are, in nanoseconds
     * @param rootDistanceNanos how far the server's clock can be from that of its primary source, as it says itself
     * @param stratum how many servers away that is, from 1 to 15
     * @param leap what the server says of a leap second at the end of the day
     */
    record Time(
            long receivedNanos, long sentNanos, long resolutionNanos, long rootDistanceNanos, int stratum, Leap leap)
            implements NtpReply {}

    /** Whether the last minute of the day has a second more or less. */
    enum Leap {
        /** It has sixty seconds. */
        NONE,
        /** A second is inserted: the clock will seem to be set back by one. */
        INSERTED,
        /** A second is left out: the clock will seem to jump ahead by one. */
        LEFT_OUT
    }

    /** {@return a request whose transmit time is a random number, which is all that it says of us} */
    static byte[] request(long nonce) {
        byte version4 = 4 << 3;
        byte client = 3;
        return ByteBuffer.allocate(PACKET_BYTES)
                .put(0, (byte) (version4 | client))
                .putLong(40, nonce)
                .array();
    }

    /** {@return what a packet says to a request} */
    static NtpReply parse(byte[] packet, int length, long nonce) {
        ByteBuffer buffer = ByteBuffer.wrap(packet, 0, length);
        if (length < PACKET_BYTES || buffer.getLong(24) != nonce || (buffer.get(0) & 7) != 4) {
            return new Strange();
        }
        int version = buffer.get(0) >> 3 & 7;
        if (version < 3 || version > 4) {
            return new Unusable("it answers in version " + version + " of NTP; 3 and 4 are known");
        }
        int stratum = Byte.toUnsignedInt(buffer.get(1));
        return stratum == 0 ? new Kiss(code(buffer)) : time(buffer, stratum);
    }

    private static String code(ByteBuffer buffer) {
        byte[] code = new byte[4];
        buffer.get(12, code);
        return new String(code, StandardCharsets.US_ASCII).replaceAll("[^A-Za-z0-9]", "");
    }

    private static NtpReply time(ByteBuffer buffer, int stratum) {
        int leap = buffer.get(0) >> 6 & 3;
        if (leap == 3 || stratum > 15) {
            return new Unusable("its own clock is not synchronised");
        }
        int precision = buffer.get(3);
        long distance = NtpTime.ofShort(buffer.getInt(4)) / 2 + NtpTime.ofShort(buffer.getInt(8));
        if (precision > 0 || distance > NtpAnswer.LARGEST_ROOT_DISTANCE_NANOS) {
            return new Unusable("it says that its clock may be off by " + distance / 1_000_000 + " ms and is read to 2^"
                    + precision + " s; up to " + NtpAnswer.LARGEST_ROOT_DISTANCE_NANOS / 1_000_000
                    + " ms and 2^0 s are allowed");
        }
        if (buffer.getLong(32) == 0 || buffer.getLong(40) == 0) {
            return new Unusable("it gives no time");
        }
        return new Time(
                NtpTime.toUnixNanos(buffer.getLong(32)),
                NtpTime.toUnixNanos(buffer.getLong(40)),
                resolutionNanos(precision),
                distance,
                stratum,
                Leap.values()[leap]);
    }

    /** Servers fill the bits below their precision by chance: a stamp can be off by it in both directions, which twice it covers. */
    private static long resolutionNanos(int precision) {
        return 2 + (long) Math.ceil(2e9 * Math.scalb(1.0, precision));
    }
}
