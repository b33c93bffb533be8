// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli.run;

import java.util.stream.Collectors;

/** Messages of several lines, as assertions have them, in one. Stateless. */
final class OneLine {

    private static final int LONGEST = 600;

    private OneLine() {}

    static String of(String message) {
        String line = message.lines()
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        return line.length() > LONGEST ? line.substring(0, LONGEST - 1) + "…" : line;
    }
}
