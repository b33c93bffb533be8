// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.ntp;

import io.trialsync.device.Device;
import io.trialsync.device.DeviceAddress;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.DeviceException;
import io.trialsync.device.DeviceProvider;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Opens {@code ntp:HOST[:PORT]}, or several with commas. Stateless. */
public final class NtpProvider implements DeviceProvider {

    private static final int ATTEMPTS = 2;

    private final Supplier<RandomGenerator> randomness;

    /** Create a provider, for {@link java.util.ServiceLoader}. */
    public NtpProvider() {
        this(SecureRandom::new);
    }

    NtpProvider(Supplier<RandomGenerator> randomness) {
        this.randomness = randomness;
    }

    @Override
    public String scheme() {
        return "ntp";
    }

    @Override
    public String example() {
        return "ntp:time.example.org";
    }

    @Override
    public Device open(DeviceAddress address, DeviceContext context) throws DeviceException {
        address.requireOnly(Set.of());
        List<NtpServer> servers = NtpServer.of(address);
        List<NtpLink> links = servers.stream()
                .map(server -> new NtpLink(server, context.nanoTime(), randomness.get()))
                .toList();
        NtpChannel channel = new NtpChannel(links);
        try {
            return new NtpDevice(servers, channel, firstResolution(channel));
        } catch (DeviceException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Asks whether anybody answers, once more if a packet was lost. */
    private static long firstResolution(NtpChannel channel) throws DeviceException {
        for (int attempt = 1; ; attempt++) {
            try {
                return channel.exchange().resolutionNanos();
            } catch (DeviceException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
