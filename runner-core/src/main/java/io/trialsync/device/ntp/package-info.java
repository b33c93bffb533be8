// SPDX-License-Identifier: Apache-2.0
/**
 * A master clock: one or several NTP servers, asked over UDP as an SNTP client does (RFC 5905, mode 3 and 4).
 *
 * <p>It is a device with a clock and nothing else: no markers, no recordings. The host's clock is never set, only compared, so
 * that a session's times can be given in the master's time with limits. Replies come from an open network: each is checked, and
 * servers are asked no more often than they ask for.
 */
@NullMarked
package io.trialsync.device.ntp;

import org.jspecify.annotations.NullMarked;
