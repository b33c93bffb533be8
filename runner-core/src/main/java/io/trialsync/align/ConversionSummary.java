// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

/**
 * What became of the rows of a converted table.
 *
 * @param rows how many rows the table has
 * @param extrapolated how many were converted although they lie before the first or after the last exchange
 * @param ambiguous how many were not converted since the device may have shown their time more than once
 * @param neverExisted how many were not converted since the device jumped over their time
 * @param largestUncertaintyNanos the largest uncertainty of a converted row, in nanoseconds; zero if there is none
 * @param meanUncertaintyNanos the mean uncertainty of the converted rows, in nanoseconds; zero if there are none
 */
public record ConversionSummary(
        long rows,
        long extrapolated,
        long ambiguous,
        long neverExisted,
        long largestUncertaintyNanos,
        long meanUncertaintyNanos) {

    /** {@return how many rows were put on the host's timeline, those extrapolated included} */
    public long converted() {
        return rows - ambiguous - neverExisted;
    }
}
