// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;

/**
 * Takes out what an unequal jitter of the two directions does to the cells: if wide cells lie off the path to one side, in
 * proportion to their excess width, each centre is moved back by that share of its own excess.
 */
final class JitterAsymmetry {

    private static final int LEAST_CELLS = 8;
    private static final double CLEARLY_WIDE = 4;
    private static final double LEAST_SHARE = 0.05;
    private static final double LARGEST_SHARE = 0.5;
    private static final double STANDARD_ERRORS = 3;

    private JitterAsymmetry() {}

    /** {@return the share of the excess width by which centres lie too late, zero if it is not significant} */
    static double share(double[] centres, double[] path, ExcessNoise noise) {
        double[] late = new double[centres.length];
        for (int k = 0; k < centres.length; k++) {
            late[k] = centres[k] - path[k];
        }
        return share(late, noise.excess, noise.floor);
    }

    /**
     * {@return the same}
     *
     * @param late how far each centre lies later than expected
     */
    static double share(double[] late, double[] excess, double floor) {
        double[] shares = new double[late.length];
        int count = 0;
        for (int k = 0; k < late.length; k++) {
            if (excess[k] > CLEARLY_WIDE * floor) {
                shares[count++] = late[k] / excess[k];
            }
        }
        if (count < LEAST_CELLS) {
            return 0;
        }
        double[] sorted = Arrays.copyOf(shares, count);
        Arrays.sort(sorted);
        double median = sorted[count / 2];
        double quartiles = sorted[3 * count / 4] - sorted[count / 4];
        // for a normal spread the median's standard error is 1.25 σ/√n, and the quartiles are 1.35 σ apart
        double error = 0.93 * quartiles / Math.sqrt(count);
        boolean significant = Math.abs(median) > LEAST_SHARE && Math.abs(median) > STANDARD_ERRORS * error;
        return significant ? Math.max(-LARGEST_SHARE, Math.min(LARGEST_SHARE, median)) : 0;
    }
}
