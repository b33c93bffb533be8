// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord;
import io.trialsync.journal.JournalRecord.MarkerAnswered;
import io.trialsync.journal.JournalRecord.MarkerSent;
import io.trialsync.journal.MarkerFailed;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What was tried to bring a marker to a device, by the journal. Immutable.
 *
 * @param last the newest attempt: when, and with which device time if with any
 * @param firstSentNanos when the first attempt was made, in nanoseconds of host time
 * @param attempts how many attempts were made
 * @param arrivals how many of them may have brought it into the recording, the answered one included
 * @param roundTripNanos from sending to the device's answer, in nanoseconds; empty without answer
 */
public record MarkerDelivery(
        MarkerSent last, long firstSentNanos, int attempts, int arrivals, OptionalLong roundTripNanos) {

    static Map<Integer, MarkerDelivery> allOf(Journal journal, String device) {
        Map<Integer, MarkerDelivery> deliveries = new HashMap<>();
        for (JournalRecord record : journal.records()) {
            if (record instanceof MarkerSent sent && sent.device().equals(device)) {
                deliveries.merge(
                        sent.marker(),
                        new MarkerDelivery(sent, sent.hostNanos(), 1, 1, OptionalLong.empty()),
                        (before, next) -> before.again(sent));
            } else if (record instanceof MarkerFailed failed
                    && failed.device().equals(device)
                    && !failed.mayHaveArrived()) {
                deliveries.computeIfPresent(failed.marker(), (marker, delivery) -> delivery.notDelivered());
            } else if (record instanceof MarkerAnswered answer
                    && answer.device().equals(device)) {
                deliveries.computeIfPresent(answer.marker(), (marker, delivery) -> delivery.answered(answer));
            }
        }
        return deliveries;
    }

    private MarkerDelivery again(MarkerSent sent) {
        return new MarkerDelivery(sent, firstSentNanos, attempts + 1, arrivals + 1, roundTripNanos);
    }

    private MarkerDelivery notDelivered() {
        return new MarkerDelivery(last, firstSentNanos, attempts, Math.max(0, arrivals - 1), roundTripNanos);
    }

    private MarkerDelivery answered(MarkerAnswered answer) {
        return new MarkerDelivery(
                last,
                firstSentNanos,
                attempts,
                arrivals,
                OptionalLong.of(answer.hostReceiveNanos() - answer.hostSendNanos()));
    }

    /** {@return whether the device may have it} */
    public boolean mayHaveArrived() {
        return arrivals > 0;
    }

    /** {@return whether it may be in the recording more than once} */
    public boolean perhapsTwice() {
        return arrivals > 1;
    }
}
