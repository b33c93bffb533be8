// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

/** How much a finding matters, the least first. */
public enum Level {
    /** As it should be. */
    OK,
    /** A session is possible, but somebody should look at this first. */
    WARN,
    /** A session would fail, or its times would be wrong. */
    FAIL
}
