// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import io.trialsync.clock.HostBreak.Cause;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The exchanges of one clock, cut where the host's timeline broke, so that each part is fitted to one timeline.
 *
 * <p>The breaks come from the host's anchors, some seconds apart; on which side of a break an exchange lies is told by the
 * offset that it allows. What may lie on either side is left out, as at a step of the device. Immutable.
 */
public final class HostSegments {

    /** Enough exchanges on each side of a break to know the offset there. */
    private static final int NEIGHBOURS = 50;

    private final List<List<Exchange>> parts;
    private final List<HostBreak> breaks;
    private final FitAssumptions assumptions;

    private HostSegments(List<List<Exchange>> parts, List<HostBreak> breaks, FitAssumptions assumptions) {
        this.parts = List.copyOf(parts);
        this.breaks = List.copyOf(breaks);
        this.assumptions = assumptions;
    }

    /**
     * {@return what the exchanges of one clock say of a break}
     *
     * @param broken the break
     * @param exchanges the exchanges of one clock, in any order
     * @param assumptions what may be taken for granted
     */
    public static Cause causeOf(HostBreak broken, List<Exchange> exchanges, FitAssumptions assumptions) {
        Sides sides = new Sides(broken, inOrder(exchanges), assumptions);
        return sides.both() ? sides.cause() : Cause.UNDECIDED;
    }

    /**
     * Cut exchanges at breaks.
     *
     * @param exchanges the exchanges of one clock, in any order
     * @param breaks in order; those that do not {@linkplain HostBreak#splits split} are passed over, as are those that have
     *     exchanges on one side only
     * @param assumptions what may be taken for granted
     * @return the parts
     */
    public static HostSegments split(List<Exchange> exchanges, List<HostBreak> breaks, FitAssumptions assumptions) {
        List<List<Exchange>> parts = new ArrayList<>();
        List<HostBreak> between = new ArrayList<>();
        List<Exchange> rest = inOrder(exchanges);
        for (HostBreak broken : breaks) {
            Sides sides = new Sides(broken, rest, assumptions);
            if (broken.splits() && sides.both()) {
                sides.assignInside();
                parts.add(List.copyOf(sides.before));
                between.add(broken.within(sides.gap()));
                rest = sides.after;
            }
        }
        parts.add(List.copyOf(rest));
        return new HostSegments(parts, between, assumptions);
    }

    private static List<Exchange> inOrder(List<Exchange> exchanges) {
        List<Exchange> ordered = new ArrayList<>(exchanges);
        ordered.sort(Comparator.comparingLong(Exchange::hostSendNanos).thenComparingLong(Exchange::hostReceiveNanos));
        return ordered;
    }

    /** {@return the breaks between the parts, one less than they are, as narrow as the exchanges show them} */
    public List<HostBreak> breaks() {
        return breaks;
    }

    /**
     * {@return a model whose segments end at the breaks}
     *
     * @param estimator the method to fit each part with
     * @throws IllegalArgumentException if there are fewer than two exchanges
     */
    public ClockModel fit(ClockEstimator estimator) {
        return fit(estimator, StreamWitness.none());
    }

    /**
     * {@return the same with the device's stream as a witness, which is heard only where the host's timeline did not break}
     *
     * @param estimator the method to fit each part with
     * @param witness what arrived of the stream
     * @throws IllegalArgumentException if there are fewer than two exchanges
     */
    public ClockModel fit(ClockEstimator estimator, StreamWitness witness) {
        if (parts.size() == 1) {
            return estimator.fit(parts.get(0), assumptions, witness);
        }
        // estimators want two; the same one twice says no more than it does
        List<ClockModel> models = parts.stream()
                .map(part -> estimator.fit(part.size() == 1 ? Collections.nCopies(2, part.get(0)) : part, assumptions))
                .toList();
        List<ClockSegment> segments = new ArrayList<>(models.get(0).segments());
        List<SegmentBorder> borders = new ArrayList<>(models.get(0).borders());
        for (int i = 1; i < models.size(); i++) {
            List<ClockSegment> next = models.get(i).segments();
            List<Exchange> before = parts.get(i - 1);
            Gap gap = new Gap(before.get(before.size() - 1), parts.get(i).get(0), assumptions);
            segments.set(segments.size() - 1, gap.endOf(segments.get(segments.size() - 1)));
            segments.add(gap.beginOf(next.get(0)));
            segments.addAll(next.subList(1, next.size()));
            borders.add(SegmentBorder.HOST_BREAK);
            borders.addAll(models.get(i).borders());
        }
        ClockModel joined = models.get(0).withSegments(segments, borders);
        for (HostBreak broken : breaks) {
            joined = joined.finding(broken.evidence());
        }
        return joined;
    }

    /** The exchanges on both sides of a break. */
    private static final class Sides {
        private final HostBreak broken;
        private final FitAssumptions assumptions;
        private final List<Exchange> before = new ArrayList<>();
        private final List<Exchange> inside = new ArrayList<>();
        private final List<Exchange> after = new ArrayList<>();

        Sides(HostBreak broken, List<Exchange> ordered, FitAssumptions assumptions) {
            this.broken = broken;
            this.assumptions = assumptions;
            for (Exchange exchange : ordered) {
                if (exchange.hostReceiveNanos() <= broken.host().earliestNanos()) {
                    before.add(exchange);
                } else if (exchange.hostSendNanos() >= broken.host().latestNanos()) {
                    after.add(exchange);
                } else {
                    inside.add(exchange);
                }
            }
            if (!both()) {
                partAtTheJump();
            }
        }

        /** Where the anchors leave one side bare, the exchanges between them may still show the very jump. */
        private void partAtTheJump() {
            List<Exchange> all = new ArrayList<>(before);
            all.addAll(inside);
            all.addAll(after);
            for (int i = 1; i < all.size(); i++) {
                if (causeOf(moved(all.get(i - 1), limits(all.get(i - 1)), all.get(i), limits(all.get(i))))
                        == Cause.HOST_SLEPT) {
                    before.clear();
                    before.addAll(all.subList(0, i));
                    after.clear();
                    after.addAll(all.subList(i, all.size()));
                    inside.clear();
                    return;
                }
            }
        }

        boolean both() {
            return !before.isEmpty() && !after.isEmpty();
        }

        Cause cause() {
            return causeOf(moved(lastBefore(), offsetAtEnd(before), firstAfter(), offsetAtBegin(after)));
        }

        private Cause causeOf(Bound moved) {
            boolean slept =
                    moved.overlaps(new Bound(-broken.jumpNanos(), -broken.jumpNanos()).grow(broken.unsureNanos()));
            boolean unmoved = moved.contains(0);
            return slept == unmoved ? Cause.UNDECIDED : slept ? Cause.HOST_SLEPT : Cause.WALL_CLOCK_SET;
        }

        /** By how much the offset may have moved from one exchange to another. */
        private Bound moved(Exchange from, Bound then, Exchange to, Bound now) {
            return new Bound(
                            TimeRange.subtract(now.earliestNanos(), then.latestNanos()),
                            TimeRange.subtract(now.latestNanos(), then.earliestNanos()))
                    .grow(growth(from, to));
        }

        /** Give each exchange between the anchors to the side whose offset it shows, as far as that can be told. */
        void assignInside() {
            Exchange last = lastBefore();
            Exchange first = firstAfter();
            Bound then = offsetAtEnd(before);
            Bound now = offsetAtBegin(after);
            int from = 0;
            while (from < inside.size()
                    && agrees(inside.get(from), last, then)
                    && !agrees(inside.get(from), first, now)) {
                before.add(inside.get(from++));
            }
            int to = inside.size();
            while (to > from && agrees(inside.get(to - 1), first, now) && !agrees(inside.get(to - 1), last, then)) {
                after.add(0, inside.get(--to));
            }
        }

        private boolean agrees(Exchange exchange, Exchange reference, Bound offset) {
            return limits(exchange).overlaps(offset.grow(growth(exchange, reference)));
        }

        Bound gap() {
            return new Bound(lastBefore().hostSendNanos(), firstAfter().hostReceiveNanos());
        }

        private Exchange lastBefore() {
            return before.get(before.size() - 1);
        }

        private Exchange firstAfter() {
            return after.get(0);
        }

        private Bound offsetAtEnd(List<Exchange> exchanges) {
            List<Exchange> backwards =
                    new ArrayList<>(exchanges.subList(Math.max(0, exchanges.size() - NEIGHBOURS), exchanges.size()));
            Collections.reverse(backwards);
            return offsetAtBegin(backwards);
        }

        /** The offset at the first exchange, by it and as many of the next as agree with it. */
        private Bound offsetAtBegin(List<Exchange> exchanges) {
            Exchange first = exchanges.get(0);
            Bound offset = limits(first);
            for (Exchange exchange : exchanges.subList(0, Math.min(NEIGHBOURS, exchanges.size()))) {
                Bound own = limits(exchange).grow(growth(exchange, first));
                if (!offset.overlaps(own)) {
                    return offset;
                }
                offset = new Bound(
                        Math.max(offset.earliestNanos(), own.earliestNanos()),
                        Math.min(offset.latestNanos(), own.latestNanos()));
            }
            return offset;
        }

        private Bound limits(Exchange exchange) {
            return exchange.offsetLimits(assumptions.stampRule());
        }

        private long growth(Exchange one, Exchange other) {
            double unsure = 2.0 * Math.max(one.resolutionNanos(), other.resolutionNanos());
            return assumptions.growthNanos(
                    Math.abs(TimeRange.distance(one.deviceNanos(), other.deviceNanos())) + unsure);
        }
    }

    /** Where one segment ends and the next begins: the clocks ran on for at most what the host has seen of the gap. */
    private record Gap(Exchange last, Exchange first, FitAssumptions assumptions) {

        private long longestNanos() {
            long host = first.hostReceiveNanos() - last.hostSendNanos();
            return TimeRange.add(host, assumptions.growthNanos(2.0 * host) + 1);
        }

        ClockSegment endOf(ClockSegment segment) {
            long host = first.hostReceiveNanos();
            long device = Math.min(
                    TimeRange.add(last.deviceNanos() + last.resolutionNanos(), longestNanos()),
                    segment.toDevice(host).limits().latestNanos());
            return segment.within(
                    new Bound(
                            segment.possibleDevice().earliestNanos(),
                            Math.max(device, segment.measuredDevice().latestNanos())),
                    new Bound(segment.possibleHost().earliestNanos(), host));
        }

        ClockSegment beginOf(ClockSegment segment) {
            long host = last.hostSendNanos();
            long early = assumptions.stampRule() == StampRule.UNKNOWN ? first.resolutionNanos() : 0;
            long device = Math.max(
                    TimeRange.subtract(first.deviceNanos() - early, longestNanos()),
                    segment.toDevice(host).limits().earliestNanos());
            return segment.within(
                    new Bound(
                            Math.min(device, segment.measuredDevice().earliestNanos()),
                            segment.possibleDevice().latestNanos()),
                    new Bound(host, segment.possibleHost().latestNanos()));
        }
    }
}
