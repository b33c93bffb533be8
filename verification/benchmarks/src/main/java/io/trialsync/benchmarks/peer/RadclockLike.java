// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.peer;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * After the feed-forward clock of RADclock: a mean of offsets in a window of 1024 s, each carried to the window's middle by a
 * local rate, weighted by how far its round trip time exceeds the least one and by its age.
 *
 * <p>The window reaches to both sides since this is done afterwards, the local rate is that of the best exchanges of the
 * window's first and last quarter, and the scale of the weights is the 10 % quantile of the excess. If no exchange of a window
 * is better than three times that scale, the last estimate is carried on.
 */
final class RadclockLike implements Peer {

    private static final double HALF_WINDOW_SECONDS = 512;
    private static final double GRID_SECONDS = 5;
    private static final double AGEING_MICROS_PER_SECOND = 0.2;
    private static final double LEAST_SCALE_MICROS = 1;
    private static final double HOLD = 3;

    @Override
    public String name() {
        return "radOff";
    }

    @Override
    public OffsetFunction fit(Samples samples) {
        Windows windows = new Windows(samples);
        Line[] lines = new Line[(int) Math.ceil(samples.seconds(samples.size() - 1) / GRID_SECONDS) + 1];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = windows.at(i * GRID_SECONDS);
        }
        return seconds -> {
            long nearest = Math.round(seconds / GRID_SECONDS);
            return lines[(int) Math.max(0, Math.min(lines.length - 1, nearest))].microsAt(seconds);
        };
    }

    /** Windows from the start of a session to its end. */
    private static final class Windows {
        private final Samples samples;
        private final double leastMicros;
        private final double scaleMicros;
        private Line last;

        Windows(Samples samples) {
            this.samples = samples;
            this.leastMicros = roundTrips().min().orElseThrow();
            this.scaleMicros = Math.max(LEAST_SCALE_MICROS, Quantiles.quantile(roundTrips(), 0.1) - leastMicros);
            double rate = rate(0, samples.size());
            int best = samples.lowestRoundTrip(new Samples.Range(0, samples.size()));
            this.last = new Line(samples.middle(best) - rate * samples.seconds(best), rate);
        }

        private DoubleStream roundTrips() {
            return IntStream.range(0, samples.size()).mapToDouble(samples::roundTrip);
        }

        Line at(double middle) {
            int from = samples.firstFrom(middle - HALF_WINDOW_SECONDS);
            int to = samples.firstFrom(middle + HALF_WINDOW_SECONDS);
            double rate = spans(from, to) ? rate(from, to) : last.microsPerSecond();
            double least = Double.POSITIVE_INFINITY;
            double weights = 0;
            double sum = 0;
            for (int i = from; i < to; i++) {
                double age = Math.abs(samples.seconds(i) - middle);
                double error = samples.roundTrip(i) - leastMicros + AGEING_MICROS_PER_SECOND * age;
                double weight = Math.exp(-(error / scaleMicros) * (error / scaleMicros));
                least = Math.min(least, error);
                weights += weight;
                sum += weight * (samples.middle(i) - rate * (samples.seconds(i) - middle));
            }
            if (least <= HOLD * scaleMicros) {
                last = new Line(sum / weights - rate * middle, rate);
            }
            return last;
        }

        /** A rate from exchanges close together would be worse than the one before. */
        private boolean spans(int from, int to) {
            return from < to && samples.seconds(to - 1) - samples.seconds(from) >= HALF_WINDOW_SECONDS / 2;
        }

        private double rate(int from, int to) {
            double start = samples.seconds(from);
            double quarter = (samples.seconds(to - 1) - start) / 4;
            int early = samples.lowestRoundTrip(
                    new Samples.Range(from, Math.max(from + 1, samples.firstFrom(start + quarter))));
            int late = samples.lowestRoundTrip(new Samples.Range(samples.firstFrom(start + 3 * quarter), to));
            double apart = samples.seconds(late) - samples.seconds(early);
            return apart > 0 ? (samples.middle(late) - samples.middle(early)) / apart : 0;
        }
    }
}
