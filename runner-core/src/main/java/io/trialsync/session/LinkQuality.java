// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.Durations;
import io.trialsync.clock.Exchange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the round trips of exchanges say of the link to a device: pure, so that a check before a session and the session itself
 * judge alike. Times are in nanoseconds.
 *
 * <p>The limit of 50 ms is the one that support for Companion phones goes by: above it a phone's screen is off, or Wi-Fi saves
 * power or is crowded. That a radio sleeps shows in exchanges after a pause being slow while those right after them are not.
 *
 * @param exchanges how many there were
 * @param bestNanos the shortest round trip
 * @param medianNanos the median
 * @param p95Nanos the 95th percentile
 * @param largestNanos the longest
 * @param afterPauseNanos the median of those after a pause of half a second or more; empty if there were fewer than five
 * @param inRowNanos the median of those right after another; empty if there were fewer than five
 * @param findings what is wrong with the link, empty if nothing is; immutable
 */
public record LinkQuality(
        int exchanges,
        long bestNanos,
        long medianNanos,
        long p95Nanos,
        long largestNanos,
        OptionalLong afterPauseNanos,
        OptionalLong inRowNanos,
        List<Finding> findings) {

    private static final long SLOW_NANOS = 50_000_000;
    private static final long PAUSE_NANOS = 500_000_000;
    private static final long ROW_NANOS = 100_000_000;
    private static final long WAKING_NANOS = 20_000_000;
    private static final int WAKING_TIMES = 3;
    private static final int FEWEST = 5;

    /** Copies the findings. */
    public LinkQuality {
        findings = List.copyOf(findings);
    }

    /** What can be wrong with a link. */
    public enum Kind {
        /** The device sleeps between exchanges. */
        POWER_SAVING,
        /** Most exchanges are slow. */
        SLOW,
        /** Some exchanges are slow. */
        UNSTEADY
    }

    /**
     * Something that is wrong with a link.
     *
     * @param kind what it is
     * @param seen what was seen, for people, without a full stop
     * @param advice what to do, for people, without a full stop
     */
    public record Finding(Kind kind, String seen, String advice) {

        /** {@return what was seen and what to do, for people, without a full stop at the end} */
        public String sentence() {
            return seen + ". " + advice;
        }
    }

    /**
     * Judge a link.
     *
     * @param exchanges exchanges over it in the order of sending, at least one
     * @return what they say
     * @throws IllegalArgumentException if there is none
     */
    public static LinkQuality of(List<Exchange> exchanges) {
        if (exchanges.isEmpty()) {
            throw new IllegalArgumentException("a link without exchanges cannot be judged");
        }
        long[] all =
                exchanges.stream().mapToLong(Exchange::roundTripNanos).sorted().toArray();
        OptionalLong afterPause = medianAfter(exchanges, PAUSE_NANOS, Long.MAX_VALUE);
        OptionalLong inRow = medianAfter(exchanges, Long.MIN_VALUE, ROW_NANOS);
        long median = all[all.length / 2];
        long p95 = all[Math.min(all.length - 1, all.length * 95 / 100)];
        return new LinkQuality(
                all.length,
                all[0],
                median,
                p95,
                all[all.length - 1],
                afterPause,
                inRow,
                findings(all.length, median, p95, afterPause, inRow));
    }

    /** The median of the exchanges that began within some time after the one before them was over. */
    private static OptionalLong medianAfter(List<Exchange> exchanges, long fromNanos, long toNanos) {
        long[] found = new long[exchanges.size()];
        int count = 0;
        for (int i = 1; i < exchanges.size(); i++) {
            long gap = exchanges.get(i).hostSendNanos() - exchanges.get(i - 1).hostReceiveNanos();
            if (gap >= fromNanos && gap < toNanos) {
                found[count++] = exchanges.get(i).roundTripNanos();
            }
        }
        Arrays.sort(found, 0, count);
        return count < FEWEST ? OptionalLong.empty() : OptionalLong.of(found[count / 2]);
    }

    private static List<Finding> findings(
            int count, long median, long p95, OptionalLong afterPause, OptionalLong inRow) {
        List<Finding> findings = new ArrayList<>();
        if (count < FEWEST) {
            return findings;
        }
        if (afterPause.isPresent() && inRow.isPresent() && wakes(afterPause.getAsLong(), inRow.getAsLong())) {
            findings.add(new Finding(
                    Kind.POWER_SAVING,
                    "after a pause the device takes " + Durations.format(afterPause.getAsLong()) + " to answer, right"
                            + " after that only " + Durations.format(inRow.getAsLong())
                            + ": its radio sleeps in between",
                    "Keep the phone's screen on, switch its battery saver off, or connect it by cable (Ethernet hub)"));
        }
        if (median > SLOW_NANOS) {
            findings.add(new Finding(
                    Kind.SLOW,
                    "half of the exchanges take more than " + Durations.format(median),
                    "Keep the phone's screen on, bring it near the access point, use 5 GHz Wi-Fi, the phone's own hotspot"
                            + " or a cable"));
        } else if (p95 > SLOW_NANOS) {
            findings.add(new Finding(
                    Kind.UNSTEADY,
                    "most exchanges take " + Durations.format(median) + ", but one in twenty more than "
                            + Durations.format(p95) + ": the network is crowded or saves power",
                    "Use 5 GHz Wi-Fi, the phone's own hotspot or a cable, and end downloads and uploads"));
        }
        return findings;
    }

    private static boolean wakes(long afterPause, long inRow) {
        return afterPause > WAKING_TIMES * inRow && afterPause - inRow > WAKING_NANOS;
    }
}
