// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * How a device turns its clock into a stamp of limited resolution <i>q</i>.
 *
 * <p>Exchanges cannot tell rounding from an offset of <i>q</i>/2, so the rule is a declared fact of the device.
 */
public enum StampRule {
    /** The stamp is the clock cut down to a multiple of <i>q</i>: the true device time lies in [stamp, stamp + q). */
    FLOORED,
    /** Not known: true device times from stamp − q/2 to stamp + q are allowed, the estimate still assumes flooring. */
    UNKNOWN
}
