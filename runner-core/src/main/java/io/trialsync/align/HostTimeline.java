// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.clock.Exchange;
import io.trialsync.clock.FitAssumptions;
import io.trialsync.clock.HostAnchor;
import io.trialsync.clock.HostBreak;
import io.trialsync.clock.HostBreak.Cause;
import io.trialsync.clock.HostSegments;
import io.trialsync.clock.UtcTimeline;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.HostAnchored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The host's timeline against its wall clock, as the anchors of a journal show it. Immutable.
 *
 * @param utc the wall clock; empty if the journal holds no anchor
 * @param breaks where the host slept or its wall clock was set, in order
 */
public record HostTimeline(Optional<UtcTimeline> utc, List<HostBreak> breaks) {

    /** Copies the list. */
    public HostTimeline {
        breaks = List.copyOf(breaks);
    }

    /** The exchanges of a device with what may be taken for granted of them. */
    record Witness(List<Exchange> exchanges, FitAssumptions assumptions) {}

    /** Read the anchors, and ask the exchanges of all devices what the breaks between them were. */
    static HostTimeline of(Journal journal, Map<String, Witness> devices) {
        List<HostAnchor> anchors = journal.all(HostAnchored.class)
                .map(anchor -> new HostAnchor(anchor.nanoTimeNanos(), anchor.utcNanos(), anchor.widthNanos()))
                .sorted(Comparator.comparingLong(HostAnchor::nanoTime))
                .toList();
        Optional<HostAnchor> origin = journal.all(HostAnchored.class)
                .findFirst()
                .map(first -> new HostAnchor(first.nanoTimeNanos(), first.hostNanos(), 0));
        if (origin.isEmpty()) {
            return new HostTimeline(Optional.empty(), List.of());
        }
        List<HostBreak> breaks = new UtcTimeline(origin.get(), anchors)
                .breaks().stream().map(broken -> decided(broken, devices)).toList();
        List<HostBreak> narrowed = narrowed(breaks, devices);
        return new HostTimeline(Optional.of(new UtcTimeline(origin.get(), anchors, narrowed)), narrowed);
    }

    /** What one device can tell holds for the host; where two contradict each other, nothing is known. */
    private static HostBreak decided(HostBreak broken, Map<String, Witness> devices) {
        Set<Cause> told = devices.values().stream()
                .map(device -> HostSegments.causeOf(broken, device.exchanges(), device.assumptions()))
                .filter(cause -> cause != Cause.UNDECIDED)
                .collect(Collectors.toSet());
        return told.size() == 1 ? broken.because(told.iterator().next()) : broken;
    }

    /** A sleep lies between the two exchanges whose offsets it parts, for every device. */
    private static List<HostBreak> narrowed(List<HostBreak> breaks, Map<String, Witness> devices) {
        List<HostBreak> narrowed = new ArrayList<>(breaks);
        for (Witness device : devices.values()) {
            List<HostBreak> seen = HostSegments.split(device.exchanges(), breaks, device.assumptions())
                    .breaks();
            narrowed.replaceAll(broken -> seen.stream()
                    .filter(other -> other.jumpNanos() == broken.jumpNanos()
                            && broken.cause() == Cause.HOST_SLEPT
                            && overlap(other, broken))
                    .findFirst()
                    .map(other -> broken.within(other.host()))
                    .orElse(broken));
        }
        return narrowed;
    }

    private static boolean overlap(HostBreak one, HostBreak other) {
        return one.host().earliestNanos() <= other.host().latestNanos()
                && other.host().earliestNanos() <= one.host().latestNanos();
    }
}
