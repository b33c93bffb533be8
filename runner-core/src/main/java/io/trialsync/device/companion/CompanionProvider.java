// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import io.trialsync.clock.StampRule;
import io.trialsync.device.Device;
import io.trialsync.device.DeviceAddress;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.DeviceException;
import io.trialsync.device.DeviceProvider;
import io.trialsync.device.companion.discovery.CompanionSearch;
import io.trialsync.device.companion.discovery.FoundCompanion;
import io.trialsync.device.companion.discovery.SearchInterface;
import io.trialsync.device.companion.discovery.SearchListener;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens {@code companion:HOST[:PORT]}, and what is found on the network: {@code companion:auto} if it is the only one,
 * {@code companion:id=…}, {@code companion:name=…} or {@code companion:serial=…}. Stateless.
 */
public final class CompanionProvider implements DeviceProvider {

    private static final Logger LOG = LoggerFactory.getLogger(CompanionProvider.class);

    private final Supplier<List<SearchInterface>> interfaces;

    /** Create a provider, for {@link java.util.ServiceLoader}. */
    public CompanionProvider() {
        this(SearchInterface::all);
    }

    /**
     * Create a provider that searches some interfaces only.
     *
     * @param interfaces where to search, asked for anew at each search
     */
    public CompanionProvider(Supplier<List<SearchInterface>> interfaces) {
        this.interfaces = interfaces;
    }

    @Override
    public String scheme() {
        return "companion";
    }

    @Override
    public String example() {
        return "companion:192.168.1.21";
    }

    @Override
    public Device open(DeviceAddress address, DeviceContext context) throws DeviceException {
        address.requireOnly(Set.of());
        Optional<CompanionChoice> choice = CompanionChoice.of(address);
        if (choice.isPresent()) {
            return connect(find(choice.get(), context), context);
        }
        HostAndPort place = HostAndPort.of(address);
        return connect(place.host(), place.port(), context);
    }

    private FoundCompanion find(CompanionChoice choice, DeviceContext context) throws DeviceException {
        LOG.info("searching the network for a Companion device{}", choice);
        try (CompanionSearch search = CompanionSearch.start(interfaces.get(), SearchListener.none());
                SerialNumbers serials = new SerialNumbers(phone -> serialOf(phone, context))) {
            return new CompanionFinder(choice, search, serials, context.nanoTime()).find();
        }
    }

    private static Optional<String> serialOf(FoundCompanion phone, DeviceContext context) throws DeviceException {
        try (CompanionDevice device = connect(phone, context)) {
            return device.identity().serial();
        }
    }

    /** A phone may be in two networks, or have moved: what counts is who answers. */
    private static CompanionDevice connect(FoundCompanion phone, DeviceContext context) throws DeviceException {
        DeviceException failure = new DeviceException("the phone " + phone + " says nowhere how to reach it");
        for (InetSocketAddress place : phone.places()) {
            try {
                return requireId(phone, connect(place.getAddress().getHostAddress(), place.getPort(), context));
            } catch (DeviceException e) {
                e.addSuppressed(failure);
                failure = e;
            }
        }
        throw failure;
    }

    private static CompanionDevice requireId(FoundCompanion phone, CompanionDevice device) throws DeviceException {
        if (device.identity().id().equalsIgnoreCase(phone.id())) {
            return device;
        }
        device.close();
        throw new DeviceException("the phone that answers for " + phone + " has the id ["
                + device.identity().id() + "]; give the address of the one that is meant, such as "
                + phone.address());
    }

    private static CompanionDevice connect(String host, int port, DeviceContext context) throws DeviceException {
        // Whether a real phone floors its stamps or rounds them is not published.
        return CompanionDevice.connect(host, port, StampRule.UNKNOWN, false, context);
    }
}
