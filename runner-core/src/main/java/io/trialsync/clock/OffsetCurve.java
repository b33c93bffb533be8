// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.List;

/** The offset of one clock as a function of its device time, with limits. Implementations are immutable. */
sealed interface OffsetCurve permits StraightCurve, SmoothCurve, SplicedCurve, DoubtedCurve, TurnedCurve {

    /** {@return the points the curve goes through, in strictly rising order of device time} */
    List<Knot> knots();

    /** {@return what was taken for granted} */
    FitAssumptions assumptions();

    /** {@return the systematic part of the uncertainty, in nanoseconds} */
    long systematicNanos();

    /** {@return which method drew the curve and why, in one line for people} */
    String evidence();

    /** {@return the changes that may be a step or a slew, in order of device time} */
    List<OpenChange> openChanges();

    /** {@return the estimated offset alone, the same as {@link #at} gives; the quick way for bulk conversion} */
    long offsetAt(long device);

    /** {@return the estimated offset with uncertainty and limits} */
    OffsetEstimate at(long device);

    /** {@return whether the estimate may change its direction at once somewhere between two device times} */
    boolean bendsWithin(long from, long to);

    /** {@return a device time that this curve puts at a host time; where there are several, one of them} */
    long deviceAt(long host);
}
