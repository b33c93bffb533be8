// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.Optional;

/**
 * What is given of who a simulated phone is; the rest is drawn from its seed. Immutable.
 *
 * @param id its id, 16 hex digits
 * @param serial the serial number of its module (Neon) or glasses (Invisible)
 * @param ip the address that it reports, whatever the one at which it is reached
 * @param timeEcho whether its app has Time Echo
 */
public record CompanionIdentity(Optional<String> id, Optional<String> serial, Optional<String> ip, boolean timeEcho) {}
