// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.rtsp;

/** Counts by their numbers which packets of a stream are missing, and knows those that come twice. Not thread-safe. */
final class SequenceCount {

    /** A greater jump means that the sender began anew (RFC 3550, A.1). */
    private static final int LARGEST_JUMP = 3000;

    private static final int WINDOW = Long.SIZE;

    private boolean begun;
    private int source;
    private int highest;
    /** Which of the latest numbers have come; the lowest bit is the highest number. */
    private long seen;

    private long packets;
    private long lost;

    /** {@return whether this packet has not come before} */
    boolean add(int packetSource, int sequence) {
        int ahead = (short) (sequence - highest);
        if (!begun || packetSource != source || Math.abs(ahead) > LARGEST_JUMP) {
            begin(packetSource, sequence);
        } else if (ahead > 0) {
            seen = ahead >= WINDOW ? 1 : seen << ahead | 1;
            lost += ahead - 1;
            highest = sequence;
        } else if (!late(-ahead)) {
            return false;
        }
        packets++;
        return true;
    }

    private void begin(int packetSource, int sequence) {
        begun = true;
        source = packetSource;
        highest = sequence;
        seen = 1;
    }

    /** What is older than the window cannot be told from a repetition. */
    private boolean late(int behind) {
        if (behind >= WINDOW || (seen >>> behind & 1) == 1) {
            return false;
        }
        seen |= 1L << behind;
        lost -= lost > 0 ? 1 : 0;
        return true;
    }

    /** The packets that came, each once. */
    long packets() {
        return packets;
    }

    /** The packets whose numbers were left out and that have not come since. */
    long lost() {
        return lost;
    }
}
