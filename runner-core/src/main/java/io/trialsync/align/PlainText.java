// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import org.jspecify.annotations.Nullable;

/** Shows text from a file or the network to people. Stateless. */
public final class PlainText {

    private PlainText() {}

    /**
     * {@return a text in one line, in which what could move the cursor of a terminal or turn the direction of text is escaped, as in
     * backslash, u and four digits}
     *
     * @param text the text
     */
    public static String oneLine(@Nullable String text) {
        return Cells.oneLine(text);
    }
}
