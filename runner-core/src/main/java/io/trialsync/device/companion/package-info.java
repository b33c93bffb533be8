// SPDX-License-Identifier: Apache-2.0
/**
 * Phones that run the Pupil Companion app, with a Pupil Invisible or a Neon: status, events and recordings over HTTP, the
 * status as it changes over a WebSocket, and Time Echo.
 *
 * <p>Replies come from an open network: their size, depth and time are bounded, and what is unknown in them is ignored.
 * The wire protocol is that of the vendor's published description and of the replies seen from app version 2.9.31.
 */
@NullMarked
package io.trialsync.device.companion;

import org.jspecify.annotations.NullMarked;
