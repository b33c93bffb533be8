// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;

/**
 * What may have happened in each gap between two cells; its arrays, by the cell before the gap, are not copied.
 *
 * @param density of the noise of the drift, in ppm² per second; the last is the usual one
 * @param shift the variance of an offset that changed at once within the gap while the drift stayed the same, as a small step
 *     or a slew shorter than the gap does, in square microseconds; nearly everywhere zero
 */
@SuppressWarnings(
        "ArrayRecordComponent") // a bundle of arrays that the smoother reads in its inner loop, never compared
record GapNoise(double[] density, double[] shift) {

    /** {@return the noise of a drift that wanders alike everywhere} */
    static GapNoise even(int cells, double density) {
        double[] everywhere = new double[cells];
        Arrays.fill(everywhere, density);
        return new GapNoise(everywhere, new double[cells]);
    }

    double usual() {
        return density[density.length - 1];
    }

    boolean jumps(int gap) {
        return density[gap] > usual();
    }

    boolean shifts(int gap) {
        return shift[gap] > 0;
    }

    /** {@return whether nothing sudden happened} */
    boolean isEven() {
        return jumps() == 0 && shifts() == 0;
    }

    /** {@return how many gaps have a sudden change of the drift} */
    long jumps() {
        return RateJumps.count(density, usual());
    }

    /** {@return how many gaps have a sudden change of the offset} */
    long shifts() {
        return Arrays.stream(shift).filter(variance -> variance > 0).count();
    }
}
