// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.HostClock;
import java.util.List;
import java.util.function.Consumer;

/** Everything that a session is opened with. */
record Opening(
        SessionSettings settings,
        SessionLabels labels,
        SessionFolder folder,
        boolean simulated,
        List<OpenDevice> devices,
        HostClock clock,
        Consumer<String> progress) {

    Opening {
        devices = List.copyOf(devices);
    }
}
