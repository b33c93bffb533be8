// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.clock.ClockModel;
import io.trialsync.clock.Estimators;
import io.trialsync.clock.Exchange;
import io.trialsync.clock.FitAssumptions;
import io.trialsync.clock.StampRule;
import java.util.ArrayList;
import java.util.List;

/** Clock models to convert with. */
final class SomeModels {

    static final long SECOND = 1_000_000_000L;
    static final long START = 1_685_088_812_000_000_000L;
    static final long OFFSET = 840_000_000L;

    private SomeModels() {}

    /** A clock 840 ms behind the host, with an exchange of 10 ms round trip each second of its first ten. */
    static ClockModel steady() {
        return fit(exchanges(START, 10, OFFSET));
    }

    /** The same clock, which after ten seconds jumps by a time and goes on for another ten. */
    static ClockModel stepping(long stepNanos) {
        List<Exchange> exchanges = new ArrayList<>(exchanges(START, 10, OFFSET));
        exchanges.addAll(exchanges(START + 10 * SECOND + stepNanos, 10, OFFSET - stepNanos));
        return fit(exchanges);
    }

    /** A clock that always shows a time more than the steady one, measured for twenty seconds. */
    static ClockModel moved(long aheadNanos) {
        return fit(exchanges(START + aheadNanos, 20, OFFSET - aheadNanos));
    }

    private static List<Exchange> exchanges(long fromDevice, int count, long offset) {
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long device = fromDevice + i * SECOND;
            exchanges.add(new Exchange(device + offset - 5_000_000, device, device + offset + 5_000_000, 0));
        }
        return exchanges;
    }

    private static ClockModel fit(List<Exchange> exchanges) {
        return Estimators.named("lowest-rtt").fit(exchanges, FitAssumptions.with(StampRule.FLOORED));
    }
}
