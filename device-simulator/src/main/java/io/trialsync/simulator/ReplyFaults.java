// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults that replies still have to come to have, in the order in which they were asked for. Thread-safe. */
final class ReplyFaults {

    private final PhoneClock clock;
    private final List<PlannedFault> planned;

    ReplyFaults(PhoneClock clock, List<PlannedFault> planned) {
        this.clock = clock;
        this.planned = new ArrayList<>(planned);
    }

    synchronized void add(PlannedFault fault) {
        planned.add(fault);
    }

    synchronized void clear() {
        planned.clear();
    }

    /** {@return what goes wrong with the next reply, which is then dealt with} */
    synchronized Optional<ReplyFault> take(PhonePath path) {
        long elapsed = clock.now() - clock.startNanoTime();
        for (int i = 0; i < planned.size(); i++) {
            PlannedFault fault = planned.get(i);
            if (fault.path() == path && fault.afterNanos() <= elapsed) {
                use(i, fault);
                return Optional.of(fault.fault());
            }
        }
        return Optional.empty();
    }

    private void use(int index, PlannedFault fault) {
        if (fault.times() == 1) {
            planned.remove(index);
        } else if (fault.times() < Integer.MAX_VALUE) {
            planned.set(index, new PlannedFault(fault.path(), fault.fault(), fault.times() - 1, fault.afterNanos()));
        }
    }
}
