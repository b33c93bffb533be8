// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Splits a journal into its lines; of a line beyond the bound no more than that is kept. For one thread. */
final class JournalLines {

    /** The longest line that is read. */
    static final int LONGEST_BYTES = 1 << 20;

    private final InputStream in;
    private final byte[] chunk = new byte[1 << 16];
    private int position;
    private int limit;
    private byte[] line = new byte[1 << 12];
    private int length;
    private long number;
    private boolean torn;
    private boolean overlong;

    JournalLines(InputStream in) {
        this.in = in;
    }

    /** Go to the next line; false at the end of the journal. */
    boolean next() throws IOException {
        length = 0;
        torn = false;
        overlong = false;
        if (!more()) {
            return false;
        }
        number++;
        while (more()) {
            int from = position;
            while (position < limit && chunk[position] != '\n') {
                position++;
            }
            keep(from, position);
            if (position < limit) {
                position++;
                return true;
            }
        }
        torn = true;
        return true;
    }

    private boolean more() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, in.read(chunk, 0, chunk.length));
        }
        return position < limit;
    }

    private void keep(int from, int to) {
        int count = Math.min(to - from, LONGEST_BYTES - length);
        overlong |= count < to - from;
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.min(LONGEST_BYTES, Math.max(2 * line.length, length + count)));
        }
        System.arraycopy(chunk, from, line, length, count);
        length += count;
    }

    /** The number of the line in its file, from 1. */
    long number() {
        return number;
    }

    /** The line in the first {@link #length} bytes, without its line feed; valid until the next call of {@link #next}. */
    byte[] bytes() {
        return line;
    }

    int length() {
        return length;
    }

    /** Whether the journal ends before the line does. */
    boolean torn() {
        return torn;
    }

    /** Whether the line is longer than {@link #LONGEST_BYTES}. */
    boolean overlong() {
        return overlong;
    }
}
