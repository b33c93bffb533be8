// SPDX-License-Identifier: Apache-2.0
/**
 * Simulated devices: a phone with the Companion app on real sockets, and whole series of exchanges in virtual time.
 *
 * <p>Device clocks are virtual (offset, drift, steps, stamp resolution), delays are seeded and drawn for each direction by
 * itself, and a simulated device can tell the true host instant of every stamp it gave. Nothing here has been compared with
 * a real phone.
 */
@NullMarked
package io.trialsync.simulator;

import org.jspecify.annotations.NullMarked;
