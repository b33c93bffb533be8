// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The exchanges of one stretch as small numbers: seconds and microseconds relative to an anchor, in order of device time. Its
 * arrays are never changed after it was made.
 */
final class Observations {

    /** The device time that is second zero, in nanoseconds. */
    final long deviceAnchor;

    /** The offset that is microsecond zero, in nanoseconds. */
    final long offsetAnchor;

    /** Device times. */
    final double[] seconds;

    /** The least offset that each exchange allows, in microseconds, its stamp taken as floored. */
    final double[] earliest;

    /** The largest offset that each exchange allows, in microseconds. */
    final double[] latest;

    /** The resolution of each stamp, in microseconds. */
    final double[] resolution;

    Observations(
            long deviceAnchor,
            long offsetAnchor,
            double[] seconds,
            double[] earliest,
            double[] latest,
            double[] resolution) {
        this.resolution = resolution;
        this.deviceAnchor = deviceAnchor;
        this.offsetAnchor = offsetAnchor;
        this.seconds = seconds;
        this.earliest = earliest;
        this.latest = latest;
    }

    static Observations of(List<Exchange> stretch) {
        Exchange[] ordered = inDeviceOrder(stretch);
        long deviceAnchor = instant(ordered[0]);
        long offsetAnchor = anchor(ordered);
        double[] seconds = new double[ordered.length];
        double[] earliest = new double[ordered.length];
        double[] latest = new double[ordered.length];
        double[] resolution = new double[ordered.length];
        for (int i = 0; i < ordered.length; i++) {
            Exchange exchange = ordered[i];
            long late = exchange.hostReceiveNanos() - exchange.deviceNanos();
            long early = exchange.hostSendNanos() - exchange.deviceNanos() - exchange.resolutionNanos();
            resolution[i] = exchange.resolutionNanos() * 1e-3;
            seconds[i] = TimeRange.distance(instant(exchange), deviceAnchor) * 1e-9;
            earliest[i] = TimeRange.distance(early, offsetAnchor) * 1e-3;
            latest[i] = TimeRange.distance(late, offsetAnchor) * 1e-3;
        }
        return new Observations(deviceAnchor, offsetAnchor, seconds, earliest, latest, resolution);
    }

    /** {@return the exchanges by the device time at which their limits are taken to hold} */
    static Exchange[] inDeviceOrder(List<Exchange> stretch) {
        Exchange[] ordered = stretch.toArray(Exchange[]::new);
        Arrays.sort(ordered, Comparator.comparingLong(Observations::instant));
        return ordered;
    }

    /** {@return the middle of the device times that a floored stamp stands for} */
    static long instant(Exchange exchange) {
        return exchange.deviceNanos() + exchange.resolutionNanos() / 2;
    }

    /**
     * {@return these with a drift taken out, so that the offset of a clock of that drift stands still}
     *
     * @param driftPpm the drift, in ppm
     */
    Observations withoutDrift(double driftPpm) {
        double[] early = earliest.clone();
        double[] late = latest.clone();
        for (int i = 0; i < seconds.length; i++) {
            early[i] -= driftPpm * seconds[i];
            late[i] -= driftPpm * seconds[i];
        }
        return new Observations(deviceAnchor, offsetAnchor, seconds, early, late, resolution);
    }

    int size() {
        return seconds.length;
    }

    /** Any offset close to the truth will do; that of the quickest exchange is. */
    private static long anchor(Exchange[] exchanges) {
        Exchange quickest = exchanges[0];
        for (Exchange exchange : exchanges) {
            quickest = exchange.roundTripNanos() < quickest.roundTripNanos() ? exchange : quickest;
        }
        return quickest.hostMiddleNanos() - instant(quickest);
    }
}
