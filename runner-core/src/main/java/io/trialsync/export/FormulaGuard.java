// SPDX-License-Identifier: Apache-2.0
package io.trialsync.export;

import java.util.regex.Pattern;

/**
 * Keeps spreadsheets from taking a text for a formula, which may run a program or send a table away: an apostrophe is put before
 * a text that begins like one (OWASP, "CSV Injection"). Numbers stay as they are. Stateless.
 */
final class FormulaGuard {

    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r\\n＝＋－＠].*", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");

    private FormulaGuard() {}

    static String guarded(String text) {
        boolean formula =
                FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches();
        return formula ? "'" + text : text;
    }
}
