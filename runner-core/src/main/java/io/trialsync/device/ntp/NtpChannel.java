// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.ntp;

import io.trialsync.device.DeviceClock;
import io.trialsync.device.DeviceException;
import io.trialsync.device.RawExchange;
import io.trialsync.device.SyncChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges with one server, or with several at once.
 *
 * <p>With one server its clock is the master, and exchanges are what was stamped. With several the master is what a majority
 * agrees on, each server with the limits of its own error; an exchange is then the narrowest one that their agreement allows.
 */
final class NtpChannel implements SyncChannel, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NtpChannel.class);
    /** Servers that may be asked within this time of each other are asked together. */
    private static final long TOGETHER_NANOS = 100_000_000L;

    private static final long LONGEST_WAIT_NANOS = 4_000_000_000L;

    private final List<NtpLink> links;
    private final ExecutorService threads;
    private volatile List<NtpServer> outvoted = List.of();
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean first = true;

    NtpChannel(List<NtpLink> links) {
        this.links = List.copyOf(links);
        this.threads = Executors.newFixedThreadPool(links.size(), work -> {
            Thread thread = new Thread(work, "trialsync-ntp");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public String clock() {
        return DeviceClock.WALL;
    }

    @Override
    public String name() {
        return "ntp";
    }

    @Override
    public long restNanos() {
        return Pace.INTERVAL_NANOS;
    }

    @Override
    public RawExchange exchange() throws DeviceException {
        List<NtpLink> due = awaitDue();
        RawExchange exchange = links.size() == 1 ? due.get(0).ask().exchange(first) : agreed(due);
        first = false;
        return exchange;
    }

    private List<NtpLink> awaitDue() throws DeviceException {
        List<NtpLink> usable = links.stream().filter(NtpLink::usable).toList();
        if (usable.isEmpty()) {
            throw new DeviceException("no NTP server is left to ask: " + words());
        }
        long earliest = usable.stream().mapToLong(NtpLink::waitNanos).min().orElse(0);
        List<NtpLink> due = usable.stream()
                .filter(link -> link.waitNanos() <= earliest + TOGETHER_NANOS)
                .toList();
        long wait = due.stream().mapToLong(NtpLink::waitNanos).max().orElse(0);
        if (wait > LONGEST_WAIT_NANOS) {
            throw new DeviceException("the NTP server may not be asked again for " + wait / 1_000_000_000 + " s, as it"
                    + " wished: " + words());
        }
        pause(wait);
        return due;
    }

    private void pause(long nanos) throws DeviceException {
        try {
            if (closed.await(nanos, TimeUnit.NANOSECONDS)) {
                throw new DeviceException("the link to the NTP server is closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeviceException("the wait for an NTP server was interrupted", e);
        }
    }

    private RawExchange agreed(List<NtpLink> due) throws DeviceException {
        List<NtpAnswer> answers = answers(due);
        if (answers.isEmpty()) {
            throw new DeviceException("no NTP server gives the time: " + words());
        }
        Optional<Agreement> agreement = Agreement.of(answers);
        if (agreement.isEmpty()) {
            throw new DeviceException("the NTP servers contradict each other, and no majority agrees: "
                    + answers.stream().map(answer -> answer.server().toString()).collect(Collectors.joining(", ")));
        }
        note(agreement.get());
        return agreement.get().exchange(first);
    }

    private List<NtpAnswer> answers(List<NtpLink> due) throws DeviceException {
        List<Future<NtpAnswer>> asked = new ArrayList<>();
        try {
            due.forEach(link -> asked.add(threads.submit(link::ask)));
        } catch (RejectedExecutionException e) {
            throw new DeviceException("the link to the NTP servers is closed", e);
        }
        List<NtpAnswer> answers = new ArrayList<>();
        for (Future<NtpAnswer> answer : asked) {
            try {
                answers.add(answer.get());
            } catch (ExecutionException e) {
                LOG.debug("no answer", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DeviceException("the wait for NTP servers was interrupted", e);
            }
        }
        return answers;
    }

    private void note(Agreement agreement) {
        List<NtpServer> now =
                agreement.outvoted().stream().map(NtpAnswer::server).toList();
        if (!now.equals(outvoted) && !now.isEmpty()) {
            LOG.warn(
                    "NTP server(s) {} disagree with the other {} and are left out",
                    now,
                    agreement.agreeing().size());
        }
        outvoted = now;
    }

    /** {@return what each server last said, by its name} */
    Map<String, String> state() {
        Map<String, String> state = new LinkedHashMap<>();
        for (NtpLink link : links) {
            String vote = outvoted.contains(link.server()) ? "; outvoted by the others" : "";
            state.put("ntp_" + link.server(), link.last() + vote);
        }
        return state;
    }

    private String words() {
        return links.stream().map(link -> link.server() + ": " + link.last()).collect(Collectors.joining("; "));
    }

    @Override
    public void close() {
        closed.countDown();
        links.forEach(NtpLink::cancel);
        threads.shutdownNow();
    }
}
