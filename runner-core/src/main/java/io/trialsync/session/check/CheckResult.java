// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

/** What came of a check: a {@link Finding}, or that it could not be made. Immutable. */
public sealed interface CheckResult permits Finding, Unchecked {

    /** {@return what was to be checked, in a word or two, such as {@code battery}} */
    String subject();
}
