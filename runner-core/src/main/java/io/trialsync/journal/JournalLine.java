// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The frame of a line: {@code {"n":41,…,"crc":"1a2b3c4d"}}, the checksum being the CRC-32C of all bytes before
 * {@code ,"crc"}.
 */
final class JournalLine {

    private static final byte[] CRC_KEY = ",\"crc\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\"}".getBytes(StandardCharsets.US_ASCII);
    private static final int CRC_DIGITS = 8;
    private static final HexFormat HEX = HexFormat.of();
    /** The length of what follows the bytes that the checksum covers. */
    static final int TAIL = CRC_KEY.length + CRC_DIGITS + END.length;

    private JournalLine() {}

    /** Frame the JSON object of a record, with a line feed at the end. */
    static byte[] frame(long number, byte[] json) {
        byte[] head = ("{\"n\":" + number + ",").getBytes(StandardCharsets.US_ASCII);
        int covered = head.length + json.length - 2;
        byte[] line = new byte[covered + TAIL + 1];
        System.arraycopy(head, 0, line, 0, head.length);
        System.arraycopy(json, 1, line, head.length, json.length - 2);
        System.arraycopy(tail(line, covered), 0, line, covered, TAIL);
        line[line.length - 1] = '\n';
        return line;
    }

    /** Whether a line, without line feed, ends in the checksum of what is before it. */
    static boolean isIntact(byte[] line, int length) {
        int covered = length - TAIL;
        if (covered < 1) {
            return false;
        }
        byte[] expected = tail(line, covered);
        for (int i = 0; i < TAIL; i++) {
            if (line[covered + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] tail(byte[] line, int covered) {
        CRC32C crc = new CRC32C();
        crc.update(line, 0, covered);
        String hex = HEX.toHexDigits((int) crc.getValue());
        byte[] tail = new byte[TAIL];
        System.arraycopy(CRC_KEY, 0, tail, 0, CRC_KEY.length);
        System.arraycopy(hex.getBytes(StandardCharsets.US_ASCII), 0, tail, CRC_KEY.length, CRC_DIGITS);
        System.arraycopy(END, 0, tail, CRC_KEY.length + CRC_DIGITS, END.length);
        return tail;
    }
}
