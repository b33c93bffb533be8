// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.discovery;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is seen on each interface, put together by the phones' ids. Bounded, since anybody on the network can announce anything.
 * Not thread-safe.
 */
final class Sightings {

    private static final int MOST = 256;
    private static final int MOST_PLACES = 16;

    /** One service on one interface. */
    record Place(String searched, String instance) {}

    private record Sighting(InstanceName name, List<InetSocketAddress> places) {}

    private final Map<Place, Sighting> sightings = new LinkedHashMap<>();

    /** A service is there, or is there otherwise than before. */
    void see(Place place, InstanceName name, List<InetSocketAddress> places) {
        Sighting before = sightings.remove(place);
        if (sightings.size() < MOST) {
            List<InetSocketAddress> known = before == null ? List.of() : before.places();
            sightings.put(place, new Sighting(name, newestFirst(places, known)));
        }
    }

    /** An address that was not known before comes first: the old one of a phone that has moved lingers on for a while. */
    private static List<InetSocketAddress> newestFirst(List<InetSocketAddress> places, List<InetSocketAddress> known) {
        Set<InetSocketAddress> ordered = new LinkedHashSet<>(places);
        known.forEach(ordered::remove);
        known.stream().filter(places::contains).forEach(ordered::add);
        return ordered.stream().limit(MOST_PLACES).toList();
    }

    boolean knows(Place place) {
        return sightings.containsKey(place);
    }

    /** {@return the id of the phone whose service that is, if it is seen} */
    Optional<String> idAt(Place place) {
        return Optional.ofNullable(sightings.get(place))
                .map(sighting -> sighting.name().id());
    }

    /** A service has gone. */
    void lose(Place place) {
        sightings.remove(place);
    }

    /** {@return all phones, in the order in which they were last seen anew} */
    List<FoundCompanion> phones() {
        Set<String> ids = new LinkedHashSet<>();
        sightings.values().forEach(sighting -> ids.add(sighting.name().id()));
        return ids.stream().map(this::phone).flatMap(Optional::stream).toList();
    }

    /** {@return a phone by its id, if it is seen anywhere} */
    Optional<FoundCompanion> phone(String id) {
        String name = "";
        Set<InetSocketAddress> places = new LinkedHashSet<>();
        Set<String> interfaces = new TreeSet<>();
        List<Map.Entry<Place, Sighting>> newestFirst = new ArrayList<>(sightings.entrySet());
        Collections.reverse(newestFirst);
        for (Map.Entry<Place, Sighting> entry : newestFirst) {
            if (entry.getValue().name().id().equals(id)) {
                name = name.isEmpty() ? entry.getValue().name().name() : name;
                places.addAll(entry.getValue().places());
                interfaces.add(entry.getKey().searched());
            }
        }
        return places.isEmpty()
                ? Optional.empty()
                : Optional.of(new FoundCompanion(id, name, List.copyOf(places), List.copyOf(interfaces)));
    }
}
