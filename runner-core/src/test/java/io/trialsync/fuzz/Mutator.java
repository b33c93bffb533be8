// SPDX-License-Identifier: Apache-2.0
package io.trialsync.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes examples of what a parser reads at random, as a bad link, a bad disk or a bad neighbour might. */
final class Mutator {

    private static final int MOST_CHANGES = 6;
    private static final int LARGEST_BYTES = 1 << 17;
    private static final List<String> TOKENS = List.of(
            "",
            "\"",
            "\n",
            "\r\n",
            ",",
            "{",
            "}",
            "[",
            "]",
            ":",
            "null",
            "-1",
            "0",
            "1e999",
            "9223372036854775808",
            "-9223372036854775808",
            "\u0000",
            "\u001b[2J",
            "\ufeff",
            "../../x",
            "=1+1",
            "\\ud800",
            "NaN",
            "$\u0000\uffff");

    private final Random random;
    private final List<byte[]> examples;

    Mutator(List<byte[]> examples, Random random) {
        this.examples = examples;
        this.random = random;
    }

    byte[] next() {
        byte[] bytes = any().clone();
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
            bytes = changed(bytes);
        }
        return bytes.length <= LARGEST_BYTES ? bytes : Arrays.copyOf(bytes, LARGEST_BYTES);
    }

    private byte[] any() {
        return examples.get(random.nextInt(examples.size()));
    }

    private byte[] changed(byte[] bytes) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + (random.nextBoolean() ? 1 : random.nextInt(40)));
        return switch (random.nextInt(8)) {
            case 0 -> flipped(bytes);
            case 1 -> Arrays.copyOf(bytes, from);
            case 2 -> spliced(bytes, from, to, new byte[0]);
            case 3 -> spliced(bytes, from, to, token());
            case 4 -> spliced(bytes, from, from, token());
            case 5 -> spliced(bytes, to, to, repeated(Arrays.copyOfRange(bytes, from, to)));
            case 6 -> spliced(bytes, from, to, random(to - from));
            default -> {
                byte[] other = any();
                int start = random.nextInt(other.length + 1);
                yield spliced(bytes, from, bytes.length, Arrays.copyOfRange(other, start, other.length));
            }
        };
    }

    private byte[] flipped(byte[] bytes) {
        byte[] copy = bytes.clone();
        if (copy.length > 0) {
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    private byte[] token() {
        return TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] repeated(byte[] part) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int times = random.nextInt(20) == 0 ? 2_000 : 1 + random.nextInt(4);
        for (int i = 0; i < times && out.size() < LARGEST_BYTES; i++) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] part) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + part.length);
        out.write(bytes, 0, from);
        out.writeBytes(part);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }
}
