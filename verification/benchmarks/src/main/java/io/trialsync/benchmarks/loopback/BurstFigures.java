// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.loopback;

import io.trialsync.benchmarks.peer.Quantiles;
import io.trialsync.clock.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What was measured of one contender with one pause, in nanoseconds. For one thread. */
final class BurstFigures {

    static final List<String> HEADER =
            List.of("error p50", "error p95", "error p99", "limits p50", "alone p50", "RTT p50", "RTT p99");

    private final List<Double> errors = new ArrayList<>();
    private final List<Double> widths = new ArrayList<>();
    private final List<Double> alone = new ArrayList<>();
    private final List<Double> roundTrips = new ArrayList<>();

    void add(List<Exchange> burst, long trueOffsetNanos) {
        Cell cell = Cell.of(burst, trueOffsetNanos);
        errors.add(Math.abs(cell.errorNanos()));
        widths.add((double) cell.widthNanos());
        for (Exchange exchange : burst) {
            alone.add(Math.abs(Cell.of(List.of(exchange), trueOffsetNanos).errorNanos()));
            roundTrips.add((double) exchange.roundTripNanos());
        }
    }

    double medianErrorNanos() {
        return quantile(errors, 0.5);
    }

    /** {@return the cells of a row of the table, in µs} */
    List<String> cells() {
        return Stream.of(
                        quantile(errors, 0.5),
                        quantile(errors, 0.95),
                        quantile(errors, 0.99),
                        quantile(widths, 0.5),
                        quantile(alone, 0.5),
                        quantile(roundTrips, 0.5),
                        quantile(roundTrips, 0.99))
                .map(nanos -> String.format(Locale.ROOT, "%.2f", nanos / 1e3))
                .toList();
    }

    private static double quantile(List<Double> values, double share) {
        return Quantiles.quantile(values.stream().mapToDouble(Double::doubleValue), share);
    }
}
