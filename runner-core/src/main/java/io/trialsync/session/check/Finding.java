// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

/**
 * Something that a check found. Immutable.
 *
 * @param level how much it matters
 * @param subject what was checked, in a word or two
 * @param text what was found, in one line without a full stop
 * @param advice what to do next, in one line; empty only if all is well
 */
public record Finding(Level level, String subject, String text, String advice) implements CheckResult {

    /** @throws IllegalArgumentException if something is wrong and nothing is advised */
    public Finding {
        if (level != Level.OK && advice.isEmpty()) {
            throw new IllegalArgumentException("a finding that is not ok says what to do");
        }
    }

    static Finding ok(String subject, String text) {
        return new Finding(Level.OK, subject, text, "");
    }

    static Finding warn(String subject, String text, String advice) {
        return new Finding(Level.WARN, subject, text, advice);
    }

    static Finding fail(String subject, String text, String advice) {
        return new Finding(Level.FAIL, subject, text, advice);
    }
}
