// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The fitted offset of one device clock over a session: segments between steps, in order of host time.
 *
 * <p>Nothing is ever interpolated across a step. A device time may belong to no segment (the clock jumped over it), to one,
 * or to several; {@link RowOrder} settles the last case where the order of a table's rows allows it. Immutable and
 * thread-safe.
 */
public final class ClockModel {

    /** Stands in bulk results for a time that cannot be converted. */
    public static final long NOT_CONVERTED = Long.MIN_VALUE;

    private final String estimator;
    private final FitAssumptions assumptions;
    private final List<ClockSegment> segments;

    /**
     * @param estimator the name of the method that fitted it
     * @param segments at least one, in order of host time
     */
    ClockModel(String estimator, FitAssumptions assumptions, List<ClockSegment> segments) {
        this.estimator = estimator;
        this.assumptions = assumptions;
        this.segments = List.copyOf(segments);
    }

    /** {@return the name of the method that fitted this model, such as {@code lowest-rtt}} */
    public String estimator() {
        return estimator;
    }

    /** {@return what was taken for granted when it was fitted} */
    public FitAssumptions assumptions() {
        return assumptions;
    }

    /** {@return the stretches between steps, in order of host time, at least one} */
    public List<ClockSegment> segments() {
        return segments;
    }

    /** {@return the steps between the segments, in order of host time; empty if the clock never stepped} */
    public List<ClockStep> steps() {
        return IntStream.range(1, segments.size())
                .mapToObj(i -> ClockStep.between(segments.get(i - 1), segments.get(i)))
                .toList();
    }

    /**
     * Put one device time on the host's timeline.
     *
     * @param deviceNanos what the device's clock showed, in nanoseconds
     * @return the host time, or why there is none
     */
    public Conversion toHost(long deviceNanos) {
        return conversion(deviceNanos, segmentsShowing(deviceNanos));
    }

    /**
     * Put many device times on the host's timeline, each by itself.
     *
     * @param deviceNanos device times, in nanoseconds, in any order
     * @return host times, in nanoseconds, one each; {@link #NOT_CONVERTED} where there is none or more than one
     */
    public long[] toHost(long[] deviceNanos) {
        long[] host = new long[deviceNanos.length];
        for (int i = 0; i < host.length; i++) {
            host[i] = toHost(deviceNanos[i]) instanceof Conversion.Converted c
                    ? c.hostTime().hostNanos()
                    : NOT_CONVERTED;
        }
        return host;
    }

    /**
     * Put many device times on the host's timeline, in the order in which they happened.
     *
     * @param deviceNanos device times, in nanoseconds, in the order of a table's rows
     * @return one conversion each; times that the row order settles are converted
     */
    public List<Conversion> toHostInOrder(long[] deviceNanos) {
        RowOrder.Scan scan = RowOrder.scan(this);
        for (long device : deviceNanos) {
            scan.add(device);
        }
        RowOrder.Cursor cursor = scan.finish().cursor();
        List<Conversion> conversions = new ArrayList<>(deviceNanos.length);
        for (long device : deviceNanos) {
            conversions.add(cursor.next(device));
        }
        return conversions;
    }

    /**
     * {@return what the device's clock showed at a host time; in the gap around a step the limits cover both sides}
     *
     * @param hostNanos the host time, in nanoseconds
     */
    public DeviceTime toDevice(long hostNanos) {
        int index = 0;
        while (index + 1 < segments.size() && hostNanos >= middleOfGapAfter(index)) {
            index++;
        }
        DeviceTime best = segments.get(index).toDevice(hostNanos);
        for (int neighbour : new int[] {index - 1, index + 1}) {
            if (neighbour >= 0 && neighbour < segments.size() && inGapBetween(index, neighbour, hostNanos)) {
                best = covering(best, segments.get(neighbour).toDevice(hostNanos));
            }
        }
        return best;
    }

    /**
     * Put many host times on the device's clock.
     *
     * @param hostNanos host times, in nanoseconds, in any order
     * @return device times, in nanoseconds, one each
     */
    public long[] toDevice(long[] hostNanos) {
        long[] device = new long[hostNanos.length];
        for (int i = 0; i < device.length; i++) {
            device[i] = toDevice(hostNanos[i]).deviceNanos();
        }
        return device;
    }

    /**
     * {@return the model of a clock that followed this one up to its first step and then went on as if no step had come}
     *
     * <p>That is the sensor clock of a phone whose sensors started before the first step: each later segment is moved by the
     * steps before it, and its limits grow by what is not known of them.
     */
    public ClockModel withStepsRemoved() {
        return segments.size() == 1 ? this : StepRemoval.apply(this);
    }

    List<Integer> segmentsShowing(long deviceNanos) {
        return IntStream.range(0, segments.size())
                .filter(i -> segments.get(i).possibleDevice().contains(deviceNanos))
                .boxed()
                .toList();
    }

    Conversion conversion(long deviceNanos, List<Integer> candidates) {
        return switch (candidates.size()) {
            case 0 -> new Conversion.NeverExisted();
            case 1 -> new Conversion.Converted(segments.get(candidates.get(0)).toHost(deviceNanos));
            default ->
                new Conversion.Ambiguous(candidates.stream()
                        .map(i -> segments.get(i).toHost(deviceNanos))
                        .toList());
        };
    }

    private long middleOfGapAfter(int index) {
        long end = segments.get(index).measuredHost().latestNanos();
        return end + ((segments.get(index + 1).measuredHost().earliestNanos() - end) >> 1);
    }

    private boolean inGapBetween(int one, int other, long hostNanos) {
        return hostNanos > segments.get(Math.min(one, other)).measuredHost().latestNanos()
                && hostNanos < segments.get(Math.max(one, other)).measuredHost().earliestNanos();
    }

    private static DeviceTime covering(DeviceTime best, DeviceTime other) {
        Bound limits = best.limits().hull(other.limits());
        long systematic = best.uncertainty().systematicNanos();
        Uncertainty uncertainty = Uncertainty.of(limits.fartherFrom(best.deviceNanos()), systematic);
        return new DeviceTime(best.deviceNanos(), uncertainty, limits, best.extrapolated());
    }
}
