// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds for each expected event the one of a recording that is it, by name and time; the order of neither counts. Events that fit are
 * given away first, the nearest first of all, then those of the right name at a wrong time. A further event that fits is a copy.
 *
 * <p>Where a name is there so often that pairing all with all would take too long, each expected event is compared with the nearest
 * ones only, and what is left over is paired in order of time; that is noted. Pure.
 */
final class EventMatching {

    /** Of one name; of more, each expected event is compared with as many of the nearest ones as make no more pairs. */
    private static final int MOST_PAIRS = 4_000_000;

    private final Map<ExpectedEvent, List<RecordingEvent>> matches = new HashMap<>();
    private final Set<Integer> taken = new HashSet<>();
    private final List<String> notes = new ArrayList<>();
    private final List<RecordingEvent> events;
    private final int mostPairs;

    private record Pair(ExpectedEvent expected, int event, long distance) {}

    private EventMatching(List<RecordingEvent> events, int mostPairs) {
        this.events = events;
        this.mostPairs = mostPairs;
    }

    static EventMatching of(List<ExpectedEvent> expected, List<RecordingEvent> events) {
        return of(expected, events, MOST_PAIRS);
    }

    static EventMatching of(List<ExpectedEvent> expected, List<RecordingEvent> events, int mostPairs) {
        EventMatching matching = new EventMatching(events, mostPairs);
        Map<String, List<Integer>> byName = new HashMap<>();
        for (int i = 0; i < events.size(); i++) {
            byName.computeIfAbsent(events.get(i).name(), name -> new ArrayList<>())
                    .add(i);
        }
        Map<String, List<ExpectedEvent>> wanted = new HashMap<>();
        expected.forEach(one -> wanted.computeIfAbsent(one.row().marker().name(), name -> new ArrayList<>())
                .add(one));
        wanted.forEach((name, ones) -> matching.match(name, ones, byName.getOrDefault(name, List.of())));
        return matching;
    }

    private void match(String name, List<ExpectedEvent> expected, List<Integer> candidates) {
        List<Integer> inTime = new ArrayList<>(candidates);
        inTime.sort(Comparator.comparingLong(event -> events.get(event).deviceNanos()));
        int width = Math.min(inTime.size(), Math.max(1, mostPairs / expected.size()));
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            ExpectedEvent one = expected.get(i);
            for (int event : nearest(one, i, inTime, width)) {
                pairs.add(new Pair(one, event, one.distanceOf(events.get(event))));
            }
        }
        take(pairs);
        if (width < inTime.size()) {
            takeRestInOrder(expected, inTime);
            notes.add("[" + Cells.shown(name) + "] is the name of " + expected.size() + " markers and " + inTime.size()
                    + " events: each marker was compared with the nearest " + width + " of them only");
        }
    }

    /** As many events around the expected time; without one, around the same place in the order. */
    private List<Integer> nearest(ExpectedEvent one, int place, List<Integer> inTime, int width) {
        int middle = place;
        if (one.deviceNanos().isPresent() && width < inTime.size()) {
            middle = firstFrom(one.deviceNanos().getAsLong(), inTime);
        }
        int from = Math.max(0, Math.min(middle - width / 2, inTime.size() - width));
        return inTime.subList(from, from + width);
    }

    private int firstFrom(long deviceNanos, List<Integer> inTime) {
        int from = 0;
        int to = inTime.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (events.get(inTime.get(middle)).deviceNanos() < deviceNanos) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** So that no marker is missing while an event of its name is left. */
    private void takeRestInOrder(List<ExpectedEvent> expected, List<Integer> inTime) {
        Iterator<Integer> left =
                inTime.stream().filter(event -> !taken.contains(event)).toList().iterator();
        for (ExpectedEvent one : expected) {
            if (left.hasNext() && !matches.containsKey(one)) {
                int event = left.next();
                takeIfFree(new Pair(one, event, one.distanceOf(events.get(event))));
            }
        }
    }

    private void take(List<Pair> pairs) {
        pairs.sort(Comparator.comparingLong(Pair::distance).thenComparingInt(Pair::event));
        pairs.stream().filter(this::fits).forEach(this::takeIfFree);
        pairs.stream().filter(this::fits).forEach(this::takeAsCopy);
        pairs.forEach(this::takeIfFree);
    }

    private boolean fits(Pair pair) {
        return pair.expected().allows(events.get(pair.event()));
    }

    private void takeIfFree(Pair pair) {
        if (!matches.containsKey(pair.expected()) && taken.add(pair.event())) {
            matches.put(pair.expected(), new ArrayList<>(List.of(events.get(pair.event()))));
        }
    }

    private void takeAsCopy(Pair pair) {
        List<RecordingEvent> found = matches.get(pair.expected());
        if (found != null && taken.add(pair.event())) {
            found.add(events.get(pair.event()));
        }
    }

    /** The events that are the expected one: the best first, then copies of it. */
    List<RecordingEvent> of(ExpectedEvent expected) {
        return matches.getOrDefault(expected, List.of());
    }

    /** What was not compared in full, for people; mostly nothing. */
    List<String> notes() {
        return notes;
    }

    /** The events that are none of those expected, in the order of the recording. */
    List<RecordingEvent> rest() {
        List<RecordingEvent> rest = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            if (!taken.contains(i)) {
                rest.add(events.get(i));
            }
        }
        return rest;
    }
}
