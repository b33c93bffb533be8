// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.discovery;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on one interface. What it hears it tells on the threads of JmDNS. Thread-safe. */
final class InterfaceSearch implements AutoCloseable {

    /** Hears of services of all kinds, however often. */
    interface Ear {
        void heard(SearchInterface where, ServiceInfo service);

        void unresolved(SearchInterface where, String instance);

        void lost(SearchInterface where, String instance);
    }

    private static final Logger LOG = LoggerFactory.getLogger(InterfaceSearch.class);
    private static final String HTTP = "_http._tcp.local.";
    private static final String OUR_NAME = "trialsync";
    /** Only asks: what comes is told to the listener. */
    private static final long DO_NOT_WAIT_MILLIS = 1;

    private final SearchInterface where;
    private final ServiceListener listener;
    private final AtomicReference<@Nullable JmDNS> responder = new AtomicReference<>();
    private volatile boolean closed;

    InterfaceSearch(SearchInterface where, Ear ear) {
        this.where = where;
        this.listener = new ServiceListener() {
            @Override
            public void serviceAdded(ServiceEvent event) {
                if (InstanceName.parse(event.getName()).isPresent()) {
                    ear.unresolved(where, event.getName());
                }
            }

            @Override
            public void serviceRemoved(ServiceEvent event) {
                ear.lost(where, event.getName());
            }

            @Override
            public void serviceResolved(ServiceEvent event) {
                ear.heard(where, event.getInfo());
            }
        };
    }

    /** Opens the socket and asks for the first time; takes some milliseconds, on a strange network seconds. */
    void open() throws IOException {
        JmDNS fresh = JmDNS.create(where.named(OUR_NAME), OUR_NAME);
        responder.set(fresh);
        fresh.addServiceListener(HTTP, listener);
        if (closed) {
            close();
        }
    }

    /** Asks all devices once more, since Wi-Fi loses multicast packets without a word. */
    void askAgain() {
        JmDNS open = responder.get();
        if (open != null && !closed) {
            open.removeServiceListener(HTTP, listener);
            open.addServiceListener(HTTP, listener);
        }
    }

    /** Asks one device for its address and port. */
    void resolve(String instance) {
        JmDNS open = responder.get();
        if (open != null && !closed) {
            open.requestServiceInfo(HTTP, instance, DO_NOT_WAIT_MILLIS);
        }
    }

    /** Ends in the background: JmDNS takes two seconds over it, which nobody has to wait for. */
    @Override
    public void close() {
        closed = true;
        JmDNS open = responder.getAndSet(null);
        if (open != null) {
            Thread closer = new Thread(() -> close(open), "trialsync-discovery-close-" + where.name());
            closer.setDaemon(true);
            closer.start();
        }
    }

    private void close(JmDNS open) {
        try {
            open.close();
        } catch (IOException | RuntimeException e) {
            LOG.debug("discovery on {} did not end in good order", where, e);
        }
    }
}
