// SPDX-License-Identifier: Apache-2.0
package io.trialsync.testng;

import java.io.Serial;

/** What a user can put right; where in our code it was noticed is of no use to him. */
final class ExperimentException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    ExperimentException(String message) {
        super(message, null, false, false);
    }
}
