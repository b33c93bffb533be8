// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.List;

/**
 * What goes wrong with the live streams of a simulated phone. Immutable.
 *
 * @param playRefused whether PLAY is answered with 500, as by a phone whose sensor is not available
 * @param lost the part of the packets that get lost, 0 to 1
 * @param duplicated the part of the packets that come twice, 0 to 1
 * @param reordered the part of the packets that come after the next one, 0 to 1
 * @param reportDelayNanos how long after the start the first sender report comes, in nanoseconds; zero is before the first packet
 * @param stallAfterNanos how long after the start the samples cease, in nanoseconds
 * @param stallNanos for how long they cease, in nanoseconds
 * @param gazeBytes the lengths of the gaze payloads, used in turn: 9, 17, 25, 65, 89 and 105 are known to clients
 */
public record StreamFaults(
        boolean playRefused,
        double lost,
        double duplicated,
        double reordered,
        long reportDelayNanos,
        long stallAfterNanos,
        long stallNanos,
        List<Integer> gazeBytes) {

    /** Nothing goes wrong, and payloads have the usual 65 bytes. */
    public static final StreamFaults NONE =
            new StreamFaults(false, 0, 0, 0, 0, Long.MAX_VALUE, 0, List.of(GazePayloads.USUAL_BYTES));

    private static final int LONGEST_PAYLOAD = 1_400;

    /**
     * Check and copy.
     *
     * @throws IllegalArgumentException if a part is not within 0 to 1, a time is negative, or a length is not possible
     */
    public StreamFaults {
        gazeBytes = List.copyOf(gazeBytes);
        requirePart(lost);
        requirePart(duplicated);
        requirePart(reordered);
        if (reportDelayNanos < 0 || stallAfterNanos < 0 || stallNanos < 0) {
            throw new IllegalArgumentException("a time of the stream's faults is negative");
        }
        if (gazeBytes.isEmpty() || gazeBytes.stream().anyMatch(bytes -> bytes < 0 || bytes > LONGEST_PAYLOAD)) {
            throw new IllegalArgumentException(
                    gazeBytes + " are not lengths of payloads; they are within 0 to " + LONGEST_PAYLOAD);
        }
    }

    private static void requirePart(double part) {
        if (!(part >= 0 && part <= 1)) {
            throw new IllegalArgumentException("[" + part + "] is not a part; it is within 0 to 1");
        }
    }

    /** {@return the same with PLAY refused} */
    public StreamFaults refusingPlay() {
        return new StreamFaults(
                true, lost, duplicated, reordered, reportDelayNanos, stallAfterNanos, stallNanos, gazeBytes);
    }

    /**
     * {@return the same with packets that get lost, come twice or come late, each drawn by itself}
     *
     * @param lostPart the part that gets lost, 0 to 1
     * @param duplicatedPart the part that comes twice, 0 to 1
     * @param reorderedPart the part that comes after the next one, 0 to 1
     */
    public StreamFaults onTheWay(double lostPart, double duplicatedPart, double reorderedPart) {
        return new StreamFaults(
                playRefused,
                lostPart,
                duplicatedPart,
                reorderedPart,
                reportDelayNanos,
                stallAfterNanos,
                stallNanos,
                gazeBytes);
    }

    /**
     * {@return the same with a late first sender report}
     *
     * @param delayNanos how long after the start it comes, in nanoseconds
     */
    public StreamFaults reportAfter(long delayNanos) {
        return new StreamFaults(
                playRefused, lost, duplicated, reordered, delayNanos, stallAfterNanos, stallNanos, gazeBytes);
    }

    /**
     * {@return the same with samples that cease for a while, in each stream that is started}
     *
     * @param afterNanos how long after the start of the stream, in nanoseconds
     * @param forNanos for how long, in nanoseconds
     */
    public StreamFaults stalling(long afterNanos, long forNanos) {
        return new StreamFaults(
                playRefused, lost, duplicated, reordered, reportDelayNanos, afterNanos, forNanos, gazeBytes);
    }

    /**
     * {@return the same with gaze payloads of other lengths}
     *
     * @param bytes the lengths, used in turn
     */
    public StreamFaults gazeBytes(List<Integer> bytes) {
        return new StreamFaults(
                playRefused, lost, duplicated, reordered, reportDelayNanos, stallAfterNanos, stallNanos, bytes);
    }
}
