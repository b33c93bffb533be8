// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.discovery;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.jmdns.ServiceInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A search for phones on the local network, which goes on until it is closed. Thread-safe.
 *
 * <p>Every interface has a socket and threads of its own, opened in parallel. A phone counts as found when its port, an IPv4
 * address and its text record are there, or 300 ms after the first two: the text record is often late and says nothing that is
 * needed. Questions are repeated, since multicast packets are easily lost.
 */
public final class CompanionSearch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CompanionSearch.class);
    private static final long GRACE_MILLIS = 300;
    private static final long ASK_AGAIN_MILLIS = 2_500;
    private static final long RESOLVE_AGAIN_MILLIS = 1_000;
    private static final int MOST_RESOLVED_AGAIN = 8;

    private final SearchListener listener;
    private final List<SearchInterface> interfaces;
    private final Map<SearchInterface, InterfaceSearch> searches = new LinkedHashMap<>();
    private final Map<SearchInterface, String> failures = new LinkedHashMap<>();
    private final ScheduledThreadPoolExecutor thread;
    /** Guarded by itself; changed by the search's own thread only. */
    private final Sightings sightings = new Sightings();

    private CompanionSearch(List<SearchInterface> interfaces, SearchListener listener) {
        this.interfaces = List.copyOf(interfaces);
        this.listener = listener;
        this.thread = new ScheduledThreadPoolExecutor(1, work -> daemon("trialsync-discovery", work));
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Start to search.
     *
     * @param interfaces where to, {@link SearchInterface#all()} if there is no reason for less
     * @param listener hears what is found
     * @return the search, which goes on by itself; the caller closes it
     */
    public static CompanionSearch start(List<SearchInterface> interfaces, SearchListener listener) {
        CompanionSearch search = new CompanionSearch(interfaces, listener);
        search.open();
        return search;
    }

    private void open() {
        InterfaceSearch.Ear ear = new InterfaceSearch.Ear() {
            @Override
            public void heard(SearchInterface where, ServiceInfo service) {
                CompanionSearch.this.heard(where, service);
            }

            @Override
            public void unresolved(SearchInterface where, String instance) {
                later(() -> resolve(where, instance, 1), 0);
            }

            @Override
            public void lost(SearchInterface where, String instance) {
                later(() -> lose(new Sightings.Place(where.toString(), instance)), 0);
            }
        };
        interfaces.forEach(where -> searches.put(where, new InterfaceSearch(where, ear)));
        searches.forEach((where, search) -> daemon("trialsync-discovery-" + where.name(), () -> open(where, search))
                .start());
        later(this::askAgain, ASK_AGAIN_MILLIS);
    }

    private void open(SearchInterface where, InterfaceSearch search) {
        try {
            search.open();
        } catch (IOException | RuntimeException e) {
            LOG.debug("no search on {}", where, e);
            synchronized (failures) {
                failures.put(where, String.valueOf(e.getMessage()));
            }
        }
    }

    private static Thread daemon(String name, Runnable work) {
        Thread daemon = new Thread(work, name);
        daemon.setDaemon(true);
        return daemon;
    }

    private void askAgain() {
        later(this::askAgain, ASK_AGAIN_MILLIS);
        searches.values().forEach(InterfaceSearch::askAgain);
    }

    private void later(Runnable work, long millis) {
        try {
            Future<?> unused = thread.schedule(() -> unlessItFails(work), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.trace("heard after the end of the search", e);
        }
    }

    /** What an executor makes of an exception nobody sees. */
    private static void unlessItFails(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("unexpected failure of a search for phones", e);
        }
    }

    private void resolve(SearchInterface where, String instance, int attempt) {
        InterfaceSearch search = searches.get(where);
        if (search != null && !isSeen(new Sightings.Place(where.toString(), instance))) {
            search.resolve(instance);
            if (attempt < MOST_RESOLVED_AGAIN) {
                later(() -> resolve(where, instance, attempt + 1), RESOLVE_AGAIN_MILLIS);
            }
        }
    }

    private boolean isSeen(Sightings.Place place) {
        synchronized (sightings) {
            return sightings.knows(place);
        }
    }

    private void heard(SearchInterface where, ServiceInfo service) {
        Sightings.Place place = new Sightings.Place(where.toString(), service.getName());
        InstanceName.parse(service.getName()).ifPresent(name -> {
            boolean complete = service.getTextBytes().length > 1;
            later(() -> see(place, name, service), complete || isSeen(place) ? 0 : GRACE_MILLIS);
        });
    }

    private void see(Sightings.Place place, InstanceName name, ServiceInfo service) {
        List<InetSocketAddress> places = Arrays.stream(service.getInet4Addresses())
                .map(address -> new InetSocketAddress(address, service.getPort()))
                .toList();
        if (places.isEmpty() || service.getPort() < 1) {
            return;
        }
        Optional<FoundCompanion> before;
        Optional<FoundCompanion> now;
        synchronized (sightings) {
            before = sightings.phone(name.id());
            sightings.see(place, name, places);
            now = sightings.phone(name.id());
        }
        tell(before, now);
    }

    private void lose(Sightings.Place place) {
        Optional<FoundCompanion> before;
        Optional<FoundCompanion> now;
        synchronized (sightings) {
            Optional<String> id = sightings.idAt(place);
            before = id.flatMap(sightings::phone);
            sightings.lose(place);
            now = id.flatMap(sightings::phone);
        }
        tell(before, now);
    }

    private void tell(Optional<FoundCompanion> before, Optional<FoundCompanion> now) {
        if (before.isEmpty()) {
            now.ifPresent(listener::appeared);
        } else if (now.isEmpty()) {
            before.ifPresent(listener::gone);
        } else if (!before.equals(now)) {
            now.ifPresent(listener::changed);
        }
    }

    /** {@return the phones that are there now} */
    public List<FoundCompanion> found() {
        synchronized (sightings) {
            return sightings.phones();
        }
    }

    /** {@return in words where is searched, and where that is not possible, such as {@code eth0 (192.0.2.2) and lo (127.0.0.1)}} */
    public String where() {
        List<String> words = new ArrayList<>();
        synchronized (failures) {
            for (SearchInterface one : interfaces) {
                String failure = failures.get(one);
                words.add(failure == null ? one.toString() : one + " (could not be searched: " + failure + ")");
            }
        }
        return words.isEmpty() ? "no interface at all, since none has an IPv4 address" : String.join(" and ", words);
    }

    /**
     * {@return what to try when a phone is not found, to follow a semicolon in an error message}
     */
    public static String advice() {
        return "give the address that the Companion app shows under Stream, such as companion:192.168.1.21, or connect phone"
                + " and computer by the phone's own hotspot or an Ethernet hub; guest and university Wi-Fi, a VPN and firewalls"
                + " (UDP port 5353) keep devices from being found";
    }

    /** Ends the search at once; its sockets are closed in the background. */
    @Override
    public void close() {
        thread.shutdownNow();
        searches.values().forEach(InterfaceSearch::close);
    }
}
