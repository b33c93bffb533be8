// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The curves of several segments, each moved over the steps between it and the first of them that counts, as one curve. From one to the next it changes in
 * the middle of the gap around their step, where the two meet. Immutable.
 */
final class SplicedCurve implements OffsetCurve {

    /**
     * One of the curves.
     *
     * @param movedNanos the sum of the steps up to it: this curve's device time is the spliced one's plus this
     * @param unknownNanos how far that sum may be off at most
     * @param randomNanos the random part of that sum's uncertainty
     * @param fromHostNanos from which host time on it holds
     * @param fromDeviceNanos from which spliced device time on it holds
     */
    record Piece(
            OffsetCurve curve,
            long movedNanos,
            long unknownNanos,
            long randomNanos,
            long fromHostNanos,
            long fromDeviceNanos) {

        /** The first piece after a break of the host's timeline: moved by the same steps. */
        Piece goingOnWith(OffsetCurve next) {
            return new Piece(next, movedNanos, unknownNanos, randomNanos, Long.MIN_VALUE, Long.MIN_VALUE);
        }

        Piece from(long hostNanos, long deviceNanos) {
            return new Piece(curve, movedNanos, unknownNanos, randomNanos, hostNanos, deviceNanos);
        }
    }

    private final List<Piece> pieces;
    private final long[] fromDeviceNanos;
    private final List<Knot> knots;

    /**
     * @param pieces at least one, in order
     * @throws IllegalArgumentException if a knot would be more than 146 years from zero
     */
    SplicedCurve(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
        this.fromDeviceNanos =
                pieces.stream().skip(1).mapToLong(Piece::fromDeviceNanos).toArray();
        this.knots = List.copyOf(joinedKnots());
    }

    @Override
    public List<Knot> knots() {
        return knots;
    }

    private List<Knot> joinedKnots() {
        List<Knot> joined = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            for (Knot knot : piece.curve().knots()) {
                long device = TimeRange.subtract(knot.deviceNanos(), piece.movedNanos());
                boolean later = joined.isEmpty()
                        || device > joined.get(joined.size() - 1).deviceNanos();
                if (later && indexAt(device) == i) {
                    OffsetEstimate estimate = at(device);
                    joined.add(new Knot(
                            device,
                            estimate.offsetNanos(),
                            knot.driftPpm(),
                            estimate.uncertainty(),
                            estimate.limits()));
                }
            }
        }
        return joined;
    }

    @Override
    public FitAssumptions assumptions() {
        return pieces.get(0).curve().assumptions();
    }

    @Override
    public long systematicNanos() {
        return pieces.stream()
                .mapToLong(piece -> piece.curve().systematicNanos())
                .max()
                .orElseThrow();
    }

    @Override
    public String evidence() {
        return pieces.size() == 1
                ? "a segment of the wall clock with the steps before it taken out"
                : "the " + pieces.size() + " segments of the wall clock with the steps between them taken out";
    }

    @Override
    public List<OpenChange> openChanges() {
        return pieces.stream()
                .flatMap(piece -> piece.curve().openChanges().stream()
                        .map(change -> change.shift(TimeRange.subtract(0, piece.movedNanos()))))
                .toList();
    }

    @Override
    public long offsetAt(long device) {
        Piece piece = pieces.get(indexAt(device));
        return TimeRange.add(piece.curve().offsetAt(TimeRange.add(device, piece.movedNanos())), piece.movedNanos());
    }

    @Override
    public boolean bendsWithin(long from, long to) {
        int index = indexAt(from);
        Piece piece = pieces.get(index);
        return indexAt(to) != index
                || piece.curve()
                        .bendsWithin(TimeRange.add(from, piece.movedNanos()), TimeRange.add(to, piece.movedNanos()));
    }

    @Override
    public OffsetEstimate at(long device) {
        Piece piece = pieces.get(indexAt(device));
        OffsetEstimate own = piece.curve().at(TimeRange.add(device, piece.movedNanos()));
        long offset = TimeRange.add(own.offsetNanos(), piece.movedNanos());
        Bound limits = own.limits()
                .shift(piece.movedNanos())
                .grow(piece.unknownNanos())
                .including(offset);
        Uncertainty uncertainty = new Uncertainty(
                TimeRange.add(own.uncertainty().randomNanos(), piece.randomNanos()),
                own.uncertainty().systematicNanos());
        return new OffsetEstimate(offset, uncertainty.atMost(limits.fartherFrom(offset)), limits);
    }

    @Override
    public long deviceAt(long host) {
        int index = 0;
        while (index + 1 < pieces.size() && host >= pieces.get(index + 1).fromHostNanos()) {
            index++;
        }
        Piece piece = pieces.get(index);
        return TimeRange.subtract(piece.curve().deviceAt(host), piece.movedNanos());
    }

    private int indexAt(long device) {
        int found = Arrays.binarySearch(fromDeviceNanos, device);
        return found >= 0 ? found + 1 : -found - 1;
    }
}
