// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.rtsp;

import io.trialsync.device.DeviceException;
import io.trialsync.device.LiveSamples.LiveStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A stream that is playing: one thread receives and stamps its datagrams, another tells the phone now and then that somebody
 * listens. Both end with it.
 */
final class PlayingStream implements LiveStream {

    /** The vendor's own client gives up a stream after this silence. */
    static final long SILENCE_NANOS = 10_000_000_000L;

    private static final long MILLI_NANOS = 1_000_000L;
    /** How often it is looked whether the phone has closed the connection. */
    private static final long LOOK_MILLIS = 500;

    private static final long CLOSE_MILLIS = 2_500;
    private static final int LARGEST_DATAGRAM = 65_535;

    private final RtspSession session;
    private final PortPair ports;
    private final SampleFlow flow;
    private final LongSupplier nanoTime;
    private final long silenceNanos;
    private final String from;
    private final InetAddress phone;
    private final Selector selector;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread receiver;
    private final Thread keeper;

    PlayingStream(
            RtspSession session,
            PortPair ports,
            SampleFlow flow,
            LongSupplier nanoTime,
            long silenceNanos,
            Payload payload,
            RtspAddress address)
            throws IOException {
        this.session = session;
        this.ports = ports;
        this.flow = flow;
        this.nanoTime = nanoTime;
        this.silenceNanos = silenceNanos;
        this.phone = session.phone();
        this.from = payload.stream() + " from " + address.host() + " to UDP ports " + ports.text();
        this.selector = Selector.open();
        ports.rtcp().register(selector, SelectionKey.OP_READ);
        ports.rtp().register(selector, SelectionKey.OP_READ);
        this.receiver = daemon(this::receive, "trialsync-rtp-" + payload.stream());
        this.keeper = daemon(this::keepAlive, "trialsync-rtsp-" + payload.stream());
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        receiver.start();
        keeper.start();
    }

    private void receive() {
        ByteBuffer buffer = ByteBuffer.allocate(LARGEST_DATAGRAM);
        long lastSample = nanoTime.getAsLong();
        try (ports;
                selector) {
            while (over.getCount() > 0) {
                long before = flow.samples();
                selector.select(Math.max(1, (lastSample + silenceNanos - nanoTime.getAsLong()) / MILLI_NANOS));
                selector.selectedKeys().clear();
                // reports first, since samples wait for them
                drain(ports.rtcp(), buffer, false);
                drain(ports.rtp(), buffer, true);
                lastSample = flow.samples() > before ? nanoTime.getAsLong() : lastSample;
                if (nanoTime.getAsLong() - lastSample >= silenceNanos) {
                    end(silence());
                }
            }
        } catch (IOException e) {
            end("the samples of " + from + " cannot be received: " + e.getMessage());
        }
    }

    private void drain(DatagramChannel channel, ByteBuffer buffer, boolean samples) throws IOException {
        SocketAddress sender = channel.receive(buffer.clear());
        while (sender != null && over.getCount() > 0) {
            long received = nanoTime.getAsLong();
            buffer.flip();
            if (!(sender instanceof InetSocketAddress place) || !phone.equals(place.getAddress())) {
                flow.foreign();
            } else if (samples) {
                flow.rtp(buffer, received);
            } else {
                flow.rtcp(buffer);
            }
            sender = channel.receive(buffer.clear());
        }
    }

    private String silence() {
        return "no sample has come for " + TimeUnit.NANOSECONDS.toSeconds(silenceNanos) + " s (" + from
                + "), though the phone accepted to stream (" + flow.account()
                + "); a firewall on this computer, a guest Wi-Fi or a VPN may keep UDP out, or the phone left the"
                + " network or its app stopped";
    }

    private void keepAlive() {
        try {
            long told = nanoTime.getAsLong();
            while (!over.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                session.requireOpen();
                if (nanoTime.getAsLong() - told >= session.keepAliveMillis() * MILLI_NANOS) {
                    session.keepAlive();
                    told = nanoTime.getAsLong();
                }
            }
            session.tearDown();
        } catch (DeviceException e) {
            end(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            // nobody interrupts this thread; it ends all the same
        } finally {
            session.close();
        }
    }

    private void end(String reason) {
        flow.end(reason);
        over.countDown();
        selector.wakeup();
    }

    @Override
    public void close() {
        flow.close();
        over.countDown();
        selector.wakeup();
        try {
            receiver.join(CLOSE_MILLIS);
            keeper.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Optional<String> complaint() {
        return flow.complaint();
    }
}
