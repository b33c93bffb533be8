// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.session.StatusWatch.Absences;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Tells by its exchanges whether a device is out of reach, for one that does not tell its state by itself. For one thread at a
 * time.
 */
final class MissedExchanges {

    private static final int TOO_MANY = 3;

    private final String key;
    private final DeviceLoss loss;
    private final BiConsumer<String, String> faults;
    private final Absences absences;
    private final LongSupplier nanoTime;
    private int inARow;
    private long lostNanoTime;

    /** @param faults takes what happened, in a word and in a sentence */
    MissedExchanges(
            String key, DeviceLoss loss, BiConsumer<String, String> faults, Absences absences, LongSupplier nanoTime) {
        this.key = key;
        this.loss = loss;
        this.faults = faults;
        this.absences = absences;
        this.nanoTime = nanoTime;
    }

    void take(boolean answered) {
        if (answered) {
            if (inARow >= TOO_MANY) {
                faults.accept("link", "the device is in reach again");
                absences.back(nanoTime.getAsLong() - lostNanoTime);
            }
            inARow = 0;
            loss.back(key);
        } else if (++inARow == TOO_MANY) {
            String message = "the device is out of reach: " + TOO_MANY + " exchanges in a row have failed";
            faults.accept("link", message);
            lostNanoTime = nanoTime.getAsLong();
            loss.lost(key, message);
            absences.gone();
        }
    }
}
