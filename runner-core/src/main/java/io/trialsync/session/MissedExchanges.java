// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.util.function.BiConsumer;

/**
 * Tells by its exchanges whether a device is out of reach, for one that does not tell its state by itself. For one thread at a
 * time.
 */
final class MissedExchanges {

    private static final int TOO_MANY = 3;

    private final String key;
    private final DeviceLoss loss;
    private final BiConsumer<String, String> faults;
    private int inARow;

    /** @param faults takes what happened, in a word and in a sentence */
    MissedExchanges(String key, DeviceLoss loss, BiConsumer<String, String> faults) {
        this.key = key;
        this.loss = loss;
        this.faults = faults;
    }

    void take(boolean answered) {
        if (answered) {
            if (inARow >= TOO_MANY) {
                faults.accept("link", "the device is in reach again");
            }
            inARow = 0;
            loss.back(key);
        } else if (++inARow == TOO_MANY) {
            String message = "the device is out of reach: " + TOO_MANY + " exchanges in a row have failed";
            faults.accept("link", message);
            loss.lost(key, message);
        }
    }
}
