// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Iterator;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the samples of one sensor to one client, on a thread of its own: a sender report before the first packet and one a
 * second from then on, RTP timestamps from near zero on. What the client sends to its ports is never read.
 */
final class RtpSender implements AutoCloseable {

    static final int TICKS_PER_SECOND = 90_000;

    private static final Logger LOG = LoggerFactory.getLogger(RtpSender.class);
    private static final long SECOND_NANOS = 1_000_000_000L;

    /** The shortest time that is a whole number of ticks and of nanoseconds, so that reports are exact. */
    private static final long EXACT_NANOS = 100_000L;

    private static final int EXACT_TICKS = 9;

    private final SensorKind kind;
    private final SensorStreams streams;
    private final UdpPair ports;
    private final InetAddress client;
    private final int rtpPort;
    private final int rtcpPort;
    private final SplittableRandom random;
    private final int source;
    private final Thread thread;
    private volatile boolean over;
    private long startHostNanos;
    private long originNanos;
    private long reportedHostNanos = Long.MIN_VALUE;
    private int packets;
    private int payloadBytes;
    private byte @Nullable [] heldBack;

    RtpSender(SensorKind kind, SensorStreams streams, UdpPair ports, InetAddress client, int rtpPort, int rtcpPort) {
        this.kind = kind;
        this.streams = streams;
        this.ports = ports;
        this.client = client;
        this.rtpPort = rtpPort;
        this.rtcpPort = rtcpPort;
        this.random = streams.random();
        this.source = random.nextInt();
        this.thread = new Thread(this::send, "trialsync-simulated-rtp-" + kind.sensor());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void send() {
        PhoneClock clock = streams.clock();
        startHostNanos = clock.hostNanosAt(clock.now());
        originNanos = clock.sensor().deviceNanosAt(startHostNanos);
        Iterator<DrawnArrival> samples =
                streams.arrivals(kind, random.nextLong()).from(startHostNanos).iterator();
        try (ports) {
            for (long number = 0; !over; number++) {
                DrawnArrival sample = samples.next();
                streams.waiter().waitUntil(clock.nanoTimeAt(sample.arrival().hostNanos()));
                if (!over) {
                    report();
                    sample(number, sample);
                }
            }
        } catch (IOException e) {
            if (!over) {
                LOG.warn("the simulated phone stopped streaming {}: {}", kind.sensor(), e.getMessage());
            }
        }
    }

    private void report() throws IOException {
        PhoneClock clock = streams.clock();
        long hostNanos = clock.hostNanosAt(clock.now());
        boolean due = reportedHostNanos == Long.MIN_VALUE
                ? hostNanos - startHostNanos >= streams.faults().reportDelayNanos()
                : hostNanos - reportedHostNanos >= SECOND_NANOS;
        if (due) {
            reportedHostNanos = hostNanos;
            long steps = Math.floorDiv(clock.sensor().deviceNanosAt(hostNanos) - originNanos, EXACT_NANOS);
            write(
                    ports.rtcp(),
                    RtpWriter.senderReport(
                            source,
                            originNanos + steps * EXACT_NANOS,
                            (int) (steps * EXACT_TICKS),
                            packets,
                            payloadBytes),
                    rtcpPort);
        }
    }

    private void sample(long number, DrawnArrival sample) throws IOException {
        long stamped = sample.arrival().deviceNanos();
        long elapsed = stamped - originNanos;
        StreamFaults faults = streams.faults();
        if (elapsed >= faults.stallAfterNanos() && elapsed - faults.stallAfterNanos() < faults.stallNanos()) {
            return;
        }
        long ticks = ticks(elapsed);
        long known = kind == SensorKind.IMU ? stamped : originNanos + nanos(ticks);
        byte[] payload = streams.payload(kind, number, elapsed, stamped);
        byte[] packet = RtpWriter.packet(kind.payloadType(), packets, (int) ticks, source, payload);
        packets++;
        payloadBytes += payload.length;
        boolean lost = random.nextDouble() < faults.lost() || !reachesAnybody();
        streams.sent(new SentSample(kind.sensor(), known, lost));
        if (!lost) {
            onTheWay(packet, faults);
        }
    }

    /** The ticks that are over; in steps, since the product would be too large after a day. */
    static long ticks(long nanos) {
        return Math.floorDiv(nanos, EXACT_NANOS) * EXACT_TICKS
                + Math.floorMod(nanos, EXACT_NANOS) * EXACT_TICKS / EXACT_NANOS;
    }

    /** The time of a tick, to the nearest nanosecond. */
    static long nanos(long ticks) {
        return Math.floorDiv(ticks, EXACT_TICKS) * EXACT_NANOS
                + (Math.floorMod(ticks, EXACT_TICKS) * EXACT_NANOS + EXACT_TICKS / 2) / EXACT_TICKS;
    }

    private void onTheWay(byte[] packet, StreamFaults faults) throws IOException {
        if (heldBack == null && random.nextDouble() < faults.reordered()) {
            heldBack = packet;
            return;
        }
        write(ports.rtp(), packet, rtpPort);
        if (random.nextDouble() < faults.duplicated()) {
            write(ports.rtp(), packet, rtpPort);
        }
        if (heldBack != null) {
            write(ports.rtp(), heldBack, rtpPort);
            heldBack = null;
        }
    }

    private boolean reachesAnybody() {
        return !streams.network().silent() && !streams.network().refuses();
    }

    private void write(DatagramSocket socket, byte[] bytes, int port) throws IOException {
        if (reachesAnybody()) {
            socket.send(new DatagramPacket(bytes, bytes.length, client, port));
        }
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
        ports.close();
    }
}
