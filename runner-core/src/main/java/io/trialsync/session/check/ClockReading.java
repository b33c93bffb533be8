// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

import io.trialsync.clock.Bound;
import io.trialsync.clock.ClockEstimator;
import io.trialsync.clock.ClockModel;
import io.trialsync.clock.DeviceTime;
import io.trialsync.clock.Estimators;
import io.trialsync.clock.Exchange;
import io.trialsync.clock.FitAssumptions;
import io.trialsync.clock.MedianOffset;
import java.util.List;
import java.util.Optional;

/**
 * A device's wall clock against the host's at the end of a short burst. Immutable.
 *
 * @param model the model that was fitted
 * @param hostNanos the host time for which the offset holds, in nanoseconds
 * @param offsetNanos host − device, in nanoseconds
 * @param uncertaintyNanos its half-width of at least 95 %, in nanoseconds
 * @param limits all possible offsets, in nanoseconds
 * @param median the median of the first offsets, as the vendor's guide has it, in nanoseconds
 * @param medianOf how many offsets that is the median of, 50 at most
 */
public record ClockReading(
        ClockModel model,
        long hostNanos,
        long offsetNanos,
        long uncertaintyNanos,
        Bound limits,
        long median,
        int medianOf) {

    private static final int FEWEST = 2;
    private static final int VENDORS_COUNT = 50;

    /** {@return the reading that exchanges give; empty if there are too few of them} */
    static Optional<ClockReading> of(DeviceFacts.Sync sync) {
        List<Exchange> exchanges = sync.exchanges();
        if (exchanges.size() < FEWEST) {
            return Optional.empty();
        }
        FitAssumptions assumptions = FitAssumptions.with(sync.stampRule());
        ClockEstimator estimator = Estimators.standard();
        ClockModel model = estimator.fit(exchanges, assumptions);
        long host = exchanges.get(exchanges.size() - 1).hostReceiveNanos();
        DeviceTime device = model.toDevice(host);
        long warm = exchanges.stream().filter(exchange -> !exchange.first()).count();
        return Optional.of(new ClockReading(
                model,
                host,
                host - device.deviceNanos(),
                device.uncertainty().totalNanos(),
                new Bound(
                        host - device.limits().latestNanos(),
                        host - device.limits().earliestNanos()),
                median(exchanges, assumptions),
                (int) Math.min(VENDORS_COUNT, warm == 0 ? exchanges.size() : warm)));
    }

    private static long median(List<Exchange> exchanges, FitAssumptions assumptions) {
        ClockModel held = new MedianOffset(VENDORS_COUNT).fit(exchanges, assumptions);
        return held.segments().get(held.segments().size() - 1).knots().get(0).offsetNanos();
    }
}
