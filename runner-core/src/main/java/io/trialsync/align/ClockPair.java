// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.clock.ClockModel;
import io.trialsync.clock.PairOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Two devices of a session, and how far their clocks were apart when both were first and last compared with the host. Immutable.
 *
 * @param one the key of the one device
 * @param other the key of the other device
 * @param first the one's clock − the other's at the beginning of their common time
 * @param last the same at its end
 */
public record ClockPair(String one, String other, PairOffset first, PairOffset last) {

    /**
     * {@return all pairs of a session's devices that have clock models and were compared with the host at the same time}
     *
     * @param session the session
     */
    public static List<ClockPair> of(SessionAlignment session) {
        List<AlignedDevice.Fitted> fitted = session.devices().values().stream()
                .filter(AlignedDevice.Fitted.class::isInstance)
                .map(AlignedDevice.Fitted.class::cast)
                .toList();
        List<ClockPair> pairs = new ArrayList<>();
        for (int i = 0; i < fitted.size(); i++) {
            for (int j = i + 1; j < fitted.size(); j++) {
                ClockModel one = fitted.get(i).wall();
                ClockModel other = fitted.get(j).wall();
                long from = Math.max(begin(one), begin(other));
                long to = Math.min(end(one), end(other));
                if (from <= to) {
                    pairs.add(new ClockPair(
                            fitted.get(i).key(),
                            fitted.get(j).key(),
                            PairOffset.at(one, other, from),
                            PairOffset.at(one, other, to)));
                }
            }
        }
        return pairs;
    }

    private static long begin(ClockModel model) {
        return model.segments().get(0).measuredHost().earliestNanos();
    }

    private static long end(ClockModel model) {
        return model.segments().get(model.segments().size() - 1).measuredHost().latestNanos();
    }

    /** {@return the same for people, without a full stop} */
    public String sentence() {
        return last.sentence(one, other) + " at the end; at the beginning " + first.signed();
    }
}
