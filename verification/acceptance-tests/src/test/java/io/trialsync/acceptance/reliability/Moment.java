// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance.reliability;

/** When it goes wrong. */
enum Moment {
    BEFORE_A_TRIAL("before"),
    DURING_A_TRIAL("during"),
    AFTER_A_TRIAL("after"),
    AT_SESSION_END("session end");

    private final String words;

    Moment(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
