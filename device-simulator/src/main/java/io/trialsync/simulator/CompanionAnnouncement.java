// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.device.DeviceException;
import io.trialsync.device.companion.discovery.SearchInterface;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces a simulated phone on the local network (mDNS, DNS-SD) as the Companion app does, so that it is found by name and id;
 * says goodbye when it is closed.
 *
 * <p>The phone is announced at the address on which it listens; one that listens on all of them is announced on each IPv4
 * interface. One-shot queries, from ports other than 5353, are answered directly to the asking port. Thread-safe.
 */
public final class CompanionAnnouncement implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CompanionAnnouncement.class);
    private static final String HTTP = "_http._tcp.local.";
    private static final int LONGEST_LABEL_BYTES = 63;
    private static final long CLOSE_PATIENCE_MILLIS = 4_000;

    private final List<JmDNS> responders;
    private final List<OneShotResponder> oneShot;
    private final String instance;

    private CompanionAnnouncement(List<JmDNS> responders, List<OneShotResponder> oneShot, String instance) {
        this.responders = List.copyOf(responders);
        this.oneShot = List.copyOf(oneShot);
        this.instance = instance;
    }

    /**
     * Announce a phone. It can be found about two seconds later, when its name has proved to be free.
     *
     * @param phone the running phone; it is not closed by its announcement
     * @return the announcement; the caller closes it
     * @throws DeviceException if this computer cannot send to groups
     */
    public static CompanionAnnouncement of(SimulatedCompanion phone) throws DeviceException {
        String instance = instance(phone);
        List<JmDNS> responders = new ArrayList<>();
        List<OneShotResponder> oneShot = new ArrayList<>();
        String reason = "it is no IPv4 address";
        for (Inet4Address address : addresses(phone.boundHost())) {
            try {
                responders.add(announce(phone, instance, address));
                oneShot.add(OneShotResponder.start(instance, hostName(phone), address, phone.port()));
            } catch (IOException e) {
                LOG.debug("not announced at {}", address, e);
                reason = String.valueOf(e.getMessage());
            }
        }
        if (responders.isEmpty()) {
            throw new DeviceException("the simulated phone cannot be announced at " + phone.boundHost() + ": " + reason
                    + "; it is reached by its address all the same");
        }
        return new CompanionAnnouncement(responders, oneShot, instance);
    }

    private static List<Inet4Address> addresses(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            if (address.isAnyLocalAddress()) {
                return SearchInterface.all().stream()
                        .map(SearchInterface::address)
                        .toList();
            }
            return address instanceof Inet4Address one ? List.of(one) : List.of();
        } catch (UnknownHostException e) {
            return List.of(); // the phone could not have listened there
        }
    }

    private static JmDNS announce(SimulatedCompanion phone, String instance, Inet4Address address) throws IOException {
        String host = hostName(phone);
        // with a name nobody asks the DNS for one, which takes ten seconds where there is no DNS server
        JmDNS responder = JmDNS.create(InetAddress.getByAddress(host, address.getAddress()), host);
        responder.registerService(ServiceInfo.create(HTTP, instance, phone.port(), 0, 0, Map.of("path", "/")));
        return responder;
    }

    private static String hostName(SimulatedCompanion phone) {
        return phone.spec().model() == CompanionModel.NEON ? "neon" : "pi";
    }

    /** {@code PI monitor:NAME:ID}; what does not fit a DNS label is cut off the name, never off the id. */
    private static String instance(SimulatedCompanion phone) {
        String name = phone.spec().name();
        while (bytes(instance(phone, name)) > LONGEST_LABEL_BYTES) {
            name = name.substring(0, name.offsetByCodePoints(name.length(), -1));
        }
        return instance(phone, name);
    }

    private static String instance(SimulatedCompanion phone, String name) {
        return "PI monitor:" + name + ":" + phone.deviceId();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** {@return the name under which it is announced, {@code PI monitor:NAME:ID}} */
    public String instance() {
        return instance;
    }

    /** Says goodbye, which takes two seconds; may be called twice. */
    @Override
    public void close() {
        oneShot.forEach(OneShotResponder::close);
        close(responders);
    }

    private static void close(List<JmDNS> responders) {
        List<Thread> closers = responders.stream()
                .map(responder -> new Thread(() -> close(responder), "trialsync-goodbye"))
                .toList();
        for (Thread closer : closers) {
            closer.setDaemon(true);
            closer.start();
        }
        try {
            for (Thread closer : closers) {
                closer.join(CLOSE_PATIENCE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(JmDNS responder) {
        try {
            responder.close();
        } catch (IOException | RuntimeException e) {
            LOG.debug("an announcement did not end in good order", e);
        }
    }
}
