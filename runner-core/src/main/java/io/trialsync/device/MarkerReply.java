// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device;

import java.util.Optional;

/**
 * What a device answered to a marker.
 *
 * @param sendNanoTime the host's monotonic clock just before the marker left, in nanoseconds of arbitrary origin
 * @param deviceNanos the time the device gave it, in nanoseconds of its wall clock
 * @param receiveNanoTime the host's monotonic clock just after the answer's first byte arrived
 * @param recordingId the recording it went into; empty if none was running
 */
public record MarkerReply(long sendNanoTime, long deviceNanos, long receiveNanoTime, Optional<String> recordingId) {}
