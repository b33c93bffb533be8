// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.peer;

import java.util.function.IntToDoubleFunction;

/** One line by ordinary least squares through all mid-points. */
final class LeastSquares implements Peer {

    @Override
    public String name() {
        return "ols";
    }

    @Override
    public OffsetFunction fit(Samples samples) {
        return line(samples.size(), samples::seconds, samples::middle, index -> 1);
    }

    /** {@return the line with the least weighted sum of squares; level if all samples are of one instant} */
    static Line line(int size, IntToDoubleFunction x, IntToDoubleFunction y, IntToDoubleFunction weight) {
        double sum = 0;
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < size; i++) {
            sum += weight.applyAsDouble(i);
            meanX += weight.applyAsDouble(i) * x.applyAsDouble(i);
            meanY += weight.applyAsDouble(i) * y.applyAsDouble(i);
        }
        meanX /= sum;
        meanY /= sum;
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < size; i++) {
            double fromMean = x.applyAsDouble(i) - meanX;
            xx += weight.applyAsDouble(i) * fromMean * fromMean;
            xy += weight.applyAsDouble(i) * fromMean * (y.applyAsDouble(i) - meanY);
        }
        double slope = xx > 0 ? xy / xx : 0;
        return new Line(meanY - slope * meanX, slope);
    }
}
