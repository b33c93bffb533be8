// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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

    /** From so many times on, making a table pays. */
    private static final int MANY = 1_000;

    private final String estimator;
    private final FitAssumptions assumptions;
    private final List<ClockSegment> segments;
    private final List<SegmentBorder> borders;
    private final List<String> findings;
    /** Made when first needed; made twice by two threads, it is the same. */
    private volatile @Nullable ConversionGrid grid;

    /**
     * @param estimator the name of the method that fitted it
     * @param segments at least one, in order of host time
     */
    ClockModel(String estimator, FitAssumptions assumptions, List<ClockSegment> segments) {
        this(estimator, assumptions, segments, Collections.nCopies(segments.size() - 1, SegmentBorder.STEP), List.of());
    }

    private ClockModel(
            String estimator,
            FitAssumptions assumptions,
            List<ClockSegment> segments,
            List<SegmentBorder> borders,
            List<String> findings) {
        this.estimator = estimator;
        this.assumptions = assumptions;
        this.segments = List.copyOf(segments);
        this.borders = List.copyOf(borders);
        this.findings = List.copyOf(findings);
    }

    /** {@return the same of other segments; {@code borders} says what lies between them, one less} */
    ClockModel withSegments(List<ClockSegment> others, List<SegmentBorder> othersBorders) {
        return new ClockModel(estimator, assumptions, others, othersBorders, findings);
    }

    /** {@return the same with one more finding} */
    ClockModel finding(String finding) {
        List<String> more = new ArrayList<>(findings);
        more.add(finding);
        return new ClockModel(estimator, assumptions, segments, borders, more);
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

    /**
     * {@return what was found in the exchanges and taken care of before they were fitted, a line each for people: turns of a
     * counter, breaks of the host's timeline; mostly empty}
     */
    public List<String> findings() {
        return findings;
    }

    /**
     * {@return the steps of the clock between its segments, in order of host time; empty if it never stepped. Between some
     * segments there is none: a counter turned over, or the host missed time}
     */
    public List<ClockStep> steps() {
        return IntStream.range(0, borders.size())
                .filter(i -> borders.get(i) == SegmentBorder.STEP)
                .mapToObj(this::jump)
                .toList();
    }

    /** {@return what lies between the segments, one less than they are} */
    List<SegmentBorder> borders() {
        return borders;
    }

    /** {@return whether readings may fall from one segment to the next} */
    boolean maySetBack(int border) {
        return borders.get(border) == SegmentBorder.TURN || jump(border).maySetBack();
    }

    /** {@return how the clock seems to jump between two segments} */
    ClockStep jump(int border) {
        return ClockStep.between(segments.get(border), segments.get(border + 1));
    }

    /**
     * Put one device time on the host's timeline.
     *
     * @param deviceNanos what the device's clock showed, in nanoseconds
     * @return the host time, or why there is none
     * @throws IllegalArgumentException if it is more than 146 years from zero
     */
    public Conversion toHost(long deviceNanos) {
        return conversion(deviceNanos, 0, segments.size() - 1);
    }

    /**
     * Put many device times on the host's timeline, each by itself.
     *
     * @param deviceNanos device times, in nanoseconds, in any order
     * @return host times, in nanoseconds, one each, to the same precision as {@link #toHost(long[], long[])} gives;
     *     {@link #NOT_CONVERTED} where there is none or more than one
     * @throws IllegalArgumentException if one is more than 146 years from zero
     */
    public long[] toHost(long[] deviceNanos) {
        long[] host = new long[deviceNanos.length];
        toHost(deviceNanos, host);
        return host;
    }

    /**
     * Put many device times on the host's timeline, each by itself, into a given array.
     *
     * <p>A thousand and more are converted by a table of fixed-point numbers that is made once: each within 6 ns of what
     * {@link #toHost(long)} gives, and quickest in rising order. 2²⁰ and more are shared among the processors
     * (by {@link java.util.concurrent.ForkJoinPool#commonPool()}).
     *
     * @param deviceNanos device times, in nanoseconds, in any order
     * @param hostNanos takes the host times, in nanoseconds; {@link #NOT_CONVERTED} where there is none or more than one;
     *     may be the same array
     * @throws IllegalArgumentException if one is more than 146 years from zero, when some host times may have been
     *     written, or if the arrays differ in length
     */
    public void toHost(long[] deviceNanos, long[] hostNanos) {
        if (deviceNanos.length != hostNanos.length) {
            throw new IllegalArgumentException("the arrays differ in length: [" + deviceNanos.length
                    + "] device times, room for [" + hostNanos.length + "] host times");
        }
        if (deviceNanos.length >= MANY) {
            new BulkConversion(grid(), this).convert(deviceNanos, hostNanos);
        } else {
            for (int i = 0; i < hostNanos.length; i++) {
                hostNanos[i] = exactHostNanos(deviceNanos[i]);
            }
        }
    }

    private ConversionGrid grid() {
        ConversionGrid made = grid;
        if (made == null) {
            made = ConversionGrid.of(segments);
            grid = made;
        }
        return made;
    }

    /**
     * Put many device times on the host's timeline, in the order in which they happened.
     *
     * @param deviceNanos device times, in nanoseconds, in the order of a table's rows
     * @return one conversion each; times that the row order settles are converted
     * @throws IllegalArgumentException if one is more than 146 years from zero
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
     * @throws IllegalArgumentException if it is more than 146 years from zero
     */
    public DeviceTime toDevice(long hostNanos) {
        int index = inForceAt(hostNanos);
        DeviceTime best = segments.get(index).toDevice(hostNanos);
        for (int i = 0; i < segments.size(); i++) {
            if (i != index && segments.get(i).possibleHost().contains(hostNanos)) {
                best = covering(best, segments.get(i).toDevice(hostNanos));
            }
        }
        return best;
    }

    /**
     * Put many host times on the device's clock.
     *
     * @param hostNanos host times, in nanoseconds, in any order
     * @return device times, in nanoseconds, one each
     * @throws IllegalArgumentException if a host time is more than 146 years from zero
     */
    public long[] toDevice(long[] hostNanos) {
        long[] device = new long[hostNanos.length];
        for (int i = 0; i < device.length; i++) {
            TimeRange.require("host time", hostNanos[i]);
            device[i] = segments.get(inForceAt(hostNanos[i])).curve().deviceAt(hostNanos[i]);
        }
        return device;
    }

    /**
     * {@return the model of a clock that followed this one up to its first step and then went on as if no step had come}
     *
     * <p>That is the sensor clock of a phone whose sensors started before the first step: each later segment is moved by the
     * steps before it, and its limits grow by what is not known of them. What the host missed stays: it concerns both clocks.
     * Where a change may be a step or a slew, which moves both clocks ({@link ClockSegment#openChanges()}), the estimate takes
     * it for a slew, and limits and uncertainty cover both.
     *
     * @throws IllegalStateException if this model is of the readings of a counter that turns over
     * @throws IllegalArgumentException if that clock would be more than 146 years from zero
     */
    public ClockModel withStepsRemoved() {
        return withStepsRemoved(segments.get(0).measuredHost().earliestNanos());
    }

    /**
     * {@return the model of a clock that was taken from this one at an instant and went on as if no step had come}
     *
     * <p>The same as {@link #withStepsRemoved()} for sensors that started later: the segment in force at their start keeps its
     * times, and both those before and after it are moved.
     *
     * @param sensorStartHostNanos when the sensors started, in nanoseconds of host time
     * @throws IllegalStateException if this model is of the readings of a counter that turns over
     * @throws IllegalArgumentException if that is, or that clock would be, more than 146 years from zero
     */
    public ClockModel withStepsRemoved(long sensorStartHostNanos) {
        TimeRange.require("sensor start", sensorStartHostNanos);
        if (borders.contains(SegmentBorder.TURN)) {
            throw new IllegalStateException("steps are taken out of the clock that counts on, not of its readings");
        }
        boolean sure = !borders.contains(SegmentBorder.STEP)
                && segments.stream().allMatch(segment -> segment.openChanges().isEmpty());
        int start = inForceAt(sensorStartHostNanos);
        return sure
                ? this
                : StepRemoval.apply(this, start, segments.get(start).curve().deviceAt(sensorStartHostNanos));
    }

    /**
     * {@return the model of a clock that followed this one up to an instant in a gap, and from then on another one, as a sensor
     * clock that was taken from the wall clock anew when the sensors were started anew}
     *
     * @param other the model that holds after the gap, of one segment
     * @param gapHost the host times at which the change may have been, in nanoseconds
     * @throws IllegalArgumentException if the other model has several segments
     */
    public ClockModel thenAnew(ClockModel other, Bound gapHost) {
        if (other.segments.size() != 1) {
            throw new IllegalArgumentException(
                    "a clock taken anew has one segment, not [" + other.segments.size() + "]");
        }
        List<ClockSegment> joined = new ArrayList<>(segments);
        List<SegmentBorder> between = new ArrayList<>(borders);
        joined.add(joined.remove(joined.size() - 1).until(gapHost.latestNanos()));
        between.add(SegmentBorder.STEP);
        joined.add(other.segments.get(0).from(gapHost.earliestNanos()));
        return withSegments(joined, between);
    }

    /** {@return the first segment from {@code from} on that may have shown a device time, or the number of segments} */
    int nextShowing(long deviceNanos, int from) {
        int index = from;
        while (index < segments.size() && !segments.get(index).possibleDevice().contains(deviceNanos)) {
            index++;
        }
        return index;
    }

    /** {@return the last segment up to {@code to} that may have shown a device time, or −1} */
    int previousShowing(long deviceNanos, int to) {
        int index = to;
        while (index >= 0 && !segments.get(index).possibleDevice().contains(deviceNanos)) {
            index--;
        }
        return index;
    }

    /** Convert a device time that the segments {@code from} to {@code to}, and no others, may have shown. */
    Conversion conversion(long deviceNanos, int from, int to) {
        TimeRange.require("device time", deviceNanos);
        int first = nextShowing(deviceNanos, from);
        if (first > to) {
            return new Conversion.NeverExisted();
        }
        HostTime only = segments.get(first).toHost(deviceNanos);
        return nextShowing(deviceNanos, first + 1) > to
                ? new Conversion.Converted(only)
                : ambiguous(deviceNanos, first, to);
    }

    private Conversion ambiguous(long deviceNanos, int first, int to) {
        List<HostTime> candidates = new ArrayList<>();
        for (int i = first; i <= to; i = nextShowing(deviceNanos, i + 1)) {
            candidates.add(segments.get(i).toHost(deviceNanos));
        }
        return new Conversion.Ambiguous(candidates);
    }

    long exactHostNanos(long deviceNanos) {
        TimeRange.require("device time", deviceNanos);
        int first = nextShowing(deviceNanos, 0);
        boolean once = first < segments.size() && nextShowing(deviceNanos, first + 1) == segments.size();
        return once ? TimeRange.add(deviceNanos, segments.get(first).curve().offsetAt(deviceNanos)) : NOT_CONVERTED;
    }

    /** The segment that most probably held at a host time: a step is taken to lie in the middle of its gap. */
    private int inForceAt(long hostNanos) {
        int index = 0;
        while (index + 1 < segments.size() && hostNanos >= middleOfGapAfter(index)) {
            index++;
        }
        return index;
    }

    private long middleOfGapAfter(int index) {
        return TimeRange.mean(
                segments.get(index + 1).possibleHost().earliestNanos(),
                segments.get(index).possibleHost().latestNanos());
    }

    private static DeviceTime covering(DeviceTime best, DeviceTime other) {
        Bound limits = best.limits().hull(other.limits());
        long systematic = best.uncertainty().systematicNanos();
        Uncertainty uncertainty = Uncertainty.of(limits.fartherFrom(best.deviceNanos()), systematic);
        return new DeviceTime(best.deviceNanos(), uncertainty, limits, best.extrapolated());
    }
}
