// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.peer;

import io.trialsync.benchmarks.peer.Polyline.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Lab Streaming Layer with its file reader: the lowest round trip time of 8 probes, then one robust line for each stretch
 * without a reset.
 *
 * <p>A reset is where clock times go back, or where both the clock times and the offsets jump: by more than 5 s and five median
 * absolute deviations, and by more than 1 s and ten of them. The line has the least Huber cost with a threshold of 100 µs,
 * found by reweighting until it stands still instead of a fixed number of ADMM rounds.
 */
final class LslAndXdf implements Peer {

    private static final int PROBES = 8;
    private static final double HUBER_MICROS = 100;
    private static final int MOST_ROUNDS = 500;
    private static final double STILL_MICROS = 1e-4;

    @Override
    public String name() {
        return "lslPyxdf";
    }

    @Override
    public OffsetFunction fit(Samples samples) {
        List<Point> points = samples.bursts().stream()
                .mapToInt(burst -> samples.lowestRoundTrip(burst.first(PROBES)))
                .mapToObj(best -> new Point(samples.seconds(best), samples.middle(best)))
                .toList();
        List<Integer> starts = starts(points);
        List<OffsetFunction> lines = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1) : points.size();
            lines.add(robustLine(points.subList(starts.get(i), end)));
        }
        return seconds -> lines.get(stretchAt(points, starts, seconds)).microsAt(seconds);
    }

    /** The border between two stretches is half-way between the points around it. */
    private static int stretchAt(List<Point> points, List<Integer> starts, double seconds) {
        int stretch = 0;
        while (stretch + 1 < starts.size() && seconds >= border(points, starts.get(stretch + 1))) {
            stretch++;
        }
        return stretch;
    }

    private static double border(List<Point> points, int start) {
        return (points.get(start - 1).seconds() + points.get(start).seconds()) / 2;
    }

    private static List<Integer> starts(List<Point> points) {
        double[] times = steps(points.stream().mapToDouble(Point::seconds).toArray());
        double[] values = steps(points.stream().mapToDouble(Point::micros).toArray());
        Jumps timeJumps = Jumps.of(times, 5, 5);
        Jumps valueJumps = Jumps.of(values, 10, 1e6);
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int i = 0; i < times.length; i++) {
            if (times[i] < 0 || (timeJumps.at(times[i]) && valueJumps.at(values[i]))) {
                starts.add(i + 1);
            }
        }
        return starts;
    }

    private static double[] steps(double[] values) {
        return IntStream.range(1, values.length)
                .mapToDouble(i -> values[i] - values[i - 1])
                .toArray();
    }

    /** What counts as a jump among steps. */
    private record Jumps(double median, double deviation, double times, double least) {
        static Jumps of(double[] steps, double times, double least) {
            double median = Quantiles.median(DoubleStream.of(steps));
            double deviation = Quantiles.median(DoubleStream.of(steps).map(step -> Math.abs(step - median)));
            return new Jumps(median, deviation, times, least);
        }

        boolean at(double step) {
            double distance = Math.abs(step - median);
            return distance > times * deviation && distance > least;
        }
    }

    private static Line robustLine(List<Point> points) {
        Line line = weighted(points, null);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Line next = weighted(points, line);
            double moved = Math.max(moved(line, next, points.get(0)), moved(line, next, points.get(points.size() - 1)));
            line = next;
            if (moved < STILL_MICROS) {
                break;
            }
        }
        return line;
    }

    private static double moved(Line from, Line to, Point at) {
        return Math.abs(from.microsAt(at.seconds()) - to.microsAt(at.seconds()));
    }

    private static Line weighted(List<Point> points, @Nullable Line around) {
        return LeastSquares.line(
                points.size(),
                i -> points.get(i).seconds(),
                i -> points.get(i).micros(),
                i -> around == null ? 1 : weight(points.get(i), around));
    }

    private static double weight(Point point, Line around) {
        double residual = Math.abs(point.micros() - around.microsAt(point.seconds()));
        return residual <= HUBER_MICROS ? 1 : HUBER_MICROS / residual;
    }
}
