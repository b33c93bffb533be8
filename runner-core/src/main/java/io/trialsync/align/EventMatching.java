// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds for each expected event the one of a recording that is it, by name and time; the order of neither counts. Events that fit are
 * given away first, the nearest first of all, then those of the right name at a wrong time. A further event that fits is a copy. Pure.
 */
final class EventMatching {

    /** More events of one name than that are only taken in order: pairing all with all would take too long. */
    private static final int MOST_PAIRS = 4_000_000;

    private final Map<ExpectedEvent, List<RecordingEvent>> matches = new HashMap<>();
    private final Set<Integer> taken = new HashSet<>();
    private final List<RecordingEvent> events;

    private record Pair(ExpectedEvent expected, int event, long distance) {}

    private EventMatching(List<RecordingEvent> events) {
        this.events = events;
    }

    static EventMatching of(List<ExpectedEvent> expected, List<RecordingEvent> events) {
        EventMatching matching = new EventMatching(events);
        Map<String, List<Integer>> byName = new HashMap<>();
        for (int i = 0; i < events.size(); i++) {
            byName.computeIfAbsent(events.get(i).name(), name -> new ArrayList<>())
                    .add(i);
        }
        Map<String, List<ExpectedEvent>> wanted = new HashMap<>();
        expected.forEach(one -> wanted.computeIfAbsent(one.row().marker().name(), name -> new ArrayList<>())
                .add(one));
        wanted.forEach((name, ones) -> matching.match(ones, byName.getOrDefault(name, List.of())));
        return matching;
    }

    private void match(List<ExpectedEvent> expected, List<Integer> candidates) {
        List<Pair> pairs = new ArrayList<>();
        for (ExpectedEvent one : expected) {
            for (int event : candidates) {
                if (pairs.size() < MOST_PAIRS) {
                    pairs.add(new Pair(one, event, one.distanceOf(events.get(event))));
                }
            }
        }
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
