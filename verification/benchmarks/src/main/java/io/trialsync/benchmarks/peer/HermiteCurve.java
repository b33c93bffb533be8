// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.peer;

/** Cubic between samples with given offsets and rates; beyond the ends the rate is held. */
final class HermiteCurve implements OffsetFunction {

    private final Samples samples;
    private final double[] offset;
    private final double[] rate;

    HermiteCurve(Samples samples, double[] offset, double[] rate) {
        this.samples = samples;
        this.offset = offset.clone();
        this.rate = rate.clone();
    }

    @Override
    public double microsAt(double seconds) {
        int right = samples.firstFrom(seconds);
        if (right == 0 || right == samples.size()) {
            int end = right == 0 ? 0 : right - 1;
            return offset[end] + rate[end] * (seconds - samples.seconds(end));
        }
        int left = right - 1;
        double gap = samples.seconds(right) - samples.seconds(left);
        double u = (seconds - samples.seconds(left)) / gap;
        double back = 1 - u;
        return back * back * ((1 + 2 * u) * offset[left] + u * gap * rate[left])
                + u * u * ((1 + 2 * back) * offset[right] - back * gap * rate[right]);
    }
}
