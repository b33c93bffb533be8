// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Something to put on the connection of a client of the status feed. */
sealed interface Frame {

    /** A whole text frame. */
    record Text(String text) implements Frame {}

    /**
     * A part of a text that comes in several frames.
     *
     * @param text the part
     * @param last whether the text ends with it
     * @param pauseNanos how long nothing follows, in nanoseconds
     */
    record Part(String text, boolean last, long pauseNanos) implements Frame {}

    /** Bytes that are no frame, one character each. */
    record Raw(String bytes) implements Frame {}

    /** The answer to a ping, with what it carried, one character a byte. */
    record Pong(String payload) implements Frame {}

    /** The end of the connection, by a reset or without a word. */
    record Cut(boolean reset) implements Frame {}

    /** Once a second for half a minute. */
    int DRIPS = 30;

    long DRIP_NANOS = 1_000_000_000;

    /** A text frame of two bytes that are no UTF-8. */
    String NO_UTF_8 = "\u0081\u0002\u00c3(";

    /** The first byte names a kind of frame that does not exist. */
    String GARBAGE = "\u00bf\u00ff\u0013garbage\u0000\u00fe\u0007";

    /** The one place where frames are spoiled: {@return what is sent in the place of a component} */
    static List<Frame> of(String text, Optional<ReplyFault> fault, CompanionJson json) {
        return fault.map(given -> spoilt(text, given, json)).orElseGet(() -> List.of(new Text(text)));
    }

    private static List<Frame> spoilt(String text, ReplyFault fault, CompanionJson json) {
        return switch (fault) {
            case EMPTY_RESPONSE -> List.of(new Cut(false));
            case MALFORMED_RESPONSE_CHUNK -> List.of(new Raw(NO_UTF_8));
            case RANDOM_DATA_THEN_CLOSE -> List.of(new Raw(GARBAGE), new Cut(false));
            case CONNECTION_RESET_BY_PEER -> List.of(new Cut(true));
            case NO_REPLY -> List.of();
            case DUPLICATED -> List.of(new Text(text), new Text(text));
            case NOT_JSON -> List.of(new Text(BadJson.NOT_JSON));
            case HUGE -> huge();
            case SLOW_DRIP -> dripped(text);
            case DEEPLY_NESTED -> List.of(new Text(BadJson.deeplyNested()));
            case SERVER_ERROR -> List.of(new Text("{\"error\":\"Internal Server Error\"}"));
            case WRONG_TYPES -> List.of(new Text(BadJson.wrongTypes(text, json)));
        };
    }

    private static List<Frame> huge() {
        List<Frame> parts = new ArrayList<>();
        parts.add(new Part(BadJson.HUGE_HEAD, false, 0));
        for (int i = 0; i < BadJson.HUGE_BYTES / BadJson.HUGE_PART.length(); i++) {
            parts.add(new Part(BadJson.HUGE_PART, false, 0));
        }
        parts.add(new Part(BadJson.HUGE_TAIL, true, 0));
        return parts;
    }

    private static List<Frame> dripped(String text) {
        List<Frame> parts = new ArrayList<>();
        int step = Math.max(1, (text.length() + DRIPS - 1) / DRIPS);
        for (int from = 0; from < text.length(); from += step) {
            int to = Math.min(text.length(), from + step);
            parts.add(new Part(text.substring(from, to), to == text.length(), DRIP_NANOS));
        }
        return parts;
    }

    /** {@return the bytes of the characters} */
    static byte[] bytes(String characters) {
        return characters.getBytes(StandardCharsets.ISO_8859_1);
    }
}
