// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

import io.trialsync.benchmarks.scenario.Probe;
import io.trialsync.benchmarks.scenario.Queries;
import io.trialsync.benchmarks.scenario.SimulatedSession;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * A straight line for a clock of constant drift on bad Wi-Fi that is told more than any method can know: that the drift is
 * constant (not how large it is), how delays spread, and which bursts to leave out. It is drawn by least squares.
 *
 * <p>A burst's offset is half the difference of the delays there and back, each the mean of the six least with the weights that
 * err least for 50 delays of the log-normal kind of the scenarios (median 4 ms, deviation 1.2; found once by simulation of 40 000
 * bursts). Delays are taken from the truth, so that what comes out is the error itself. It is no bound: one who knew the drift, or
 * was lucky, would err less.
 *
 * @param largestExcessMicros bursts are left out whose least round trip is longer than the base by more, unless fewer than
 *     two were left
 */
record InformedLine(double largestExcessMicros) {

    private static final double[] WEIGHTS = {0.72, 0.09, 0.09, 0.03, 0.04, 0.03};
    private static final double BASE_MICROS = 3000;

    private record Point(long knownFromHostNanos, double seconds, double excessMicros, double errorMicros) {}

    /** {@return errors during the session, one a second after the first minute, of the bursts that were over by then} */
    Errors during(SimulatedSession session) {
        long begin = session.probes().get(0).exchange().hostSendNanos() + 60_000_000_000L;
        return errors(session.wallQueries(), points(session.probes()), begin, true);
    }

    /** {@return errors after the session; all of its bursts count} */
    Errors after(SimulatedSession session) {
        return errors(session.wallQueries(), points(session.probes()), Long.MIN_VALUE, false);
    }

    private Errors errors(Queries queries, List<Point> points, long begin, boolean during) {
        List<Double> errors = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            long now = queries.trueHostNanos(i);
            List<Point> known = points.stream()
                    .filter(point -> !during || point.knownFromHostNanos() <= now)
                    .toList();
            List<Point> good = known.stream()
                    .filter(point -> point.excessMicros() <= largestExcessMicros)
                    .toList();
            List<Point> used = good.size() >= 2 ? good : known;
            if (now >= begin && used.size() >= 2) {
                errors.add(Math.abs(line(used, now * 1e-9)));
            }
        }
        return Errors.of(errors.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static List<Point> points(List<Probe> probes) {
        TreeMap<Integer, List<Probe>> bursts = new TreeMap<>();
        for (Probe probe : probes) {
            bursts.computeIfAbsent(probe.burst(), burst -> new ArrayList<>()).add(probe);
        }
        return bursts.values().stream()
                .map(burst -> new Point(
                        burst.get(burst.size() - 1).exchange().hostReceiveNanos(),
                        burst.get(0).trueHostNanos() * 1e-9,
                        least(burst, probe -> there(probe) + back(probe)) - BASE_MICROS,
                        (weighted(burst, InformedLine::there) - weighted(burst, InformedLine::back)) / 2))
                .toList();
    }

    private static double there(Probe probe) {
        return (probe.trueHostNanos() - probe.exchange().hostSendNanos()) * 1e-3;
    }

    private static double back(Probe probe) {
        return (probe.exchange().hostReceiveNanos() - probe.trueHostNanos()) * 1e-3;
    }

    private static double least(List<Probe> burst, ToDoubleFunction<Probe> delay) {
        return burst.stream().mapToDouble(delay).min().orElseThrow();
    }

    private static double weighted(List<Probe> burst, ToDoubleFunction<Probe> delay) {
        double[] sorted = burst.stream().mapToDouble(delay).sorted().toArray();
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < Math.min(WEIGHTS.length, sorted.length); i++) {
            sum += WEIGHTS[i] * sorted[i];
            weights += WEIGHTS[i];
        }
        return sum / weights;
    }

    private static double line(List<Point> points, double seconds) {
        double time = points.stream().mapToDouble(Point::seconds).average().orElseThrow();
        double error = points.stream().mapToDouble(Point::errorMicros).average().orElseThrow();
        double squares = 0;
        double products = 0;
        for (Point point : points) {
            squares += (point.seconds() - time) * (point.seconds() - time);
            products += (point.seconds() - time) * (point.errorMicros() - error);
        }
        return error + products / squares * (seconds - time);
    }
}
