// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

/** A command cannot do what was asked, for a reason that its user can mend. */
final class CommandFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message one line that says what was given, where, and what is allowed
     */
    CommandFailedException(String message) {
        super(message);
    }
}
