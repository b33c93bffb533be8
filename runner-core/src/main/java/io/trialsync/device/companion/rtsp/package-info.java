// SPDX-License-Identifier: Apache-2.0
/**
 * Live gaze and IMU samples of a Companion phone: RTSP/1.0 (RFC 2326) sets the stream up, RTP (RFC 3550) over UDP carries it.
 *
 * <p>Written by hand, since no library fits: Netty's RTSP codec encodes messages but knows no sessions, SDP or RTP;
 * {@code jlibrtp} is RTP only, LGPL and no longer maintained; media frameworks bring native code and decode video, not the
 * payloads of a vendor. All that comes from the network is bounded in size and time, and what is not understood is
 * skipped and counted.
 */
@NullMarked
package io.trialsync.device.companion.rtsp;

import org.jspecify.annotations.NullMarked;
