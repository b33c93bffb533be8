// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.ntp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** A UDP server on the loopback address that answers each request by a script. */
public final class FakeNtpServer implements AutoCloseable {

    /** What to send for a request that has just come: any number of packets. */
    public interface Script {
        /** {@return the packets} */
        List<byte[]> answer(Request request);
    }

    /**
     * A request as it came.
     *
     * @param nonce its transmit time
     * @param receivedNanos the server's clock, in nanoseconds since 1970
     */
    public record Request(long nonce, long receivedNanos) {

        /** {@return a good answer that was held for no time} */
        public Packet packet() {
            return new Packet(nonce).received(receivedNanos).sent(receivedNanos);
        }
    }

    /** An answer, field by field. */
    public static final class Packet {
        private final ByteBuffer bytes = ByteBuffer.allocate(NtpReply.PACKET_BYTES);

        Packet(long nonce) {
            first(0, 4, 4);
            stratum(2);
            bytes.put(3, (byte) -20);
            bytes.putLong(24, nonce);
        }

        Packet first(int leap, int version, int mode) {
            bytes.put(0, (byte) (leap << 6 | version << 3 | mode));
            return this;
        }

        Packet stratum(int stratum) {
            bytes.put(1, (byte) stratum);
            return this;
        }

        Packet reference(String code) {
            bytes.put(12, code.getBytes(StandardCharsets.US_ASCII));
            return this;
        }

        Packet rootMillis(int delay, int dispersion) {
            bytes.putInt(4, (int) (delay * 65_536L / 1000));
            bytes.putInt(8, (int) (dispersion * 65_536L / 1000));
            return this;
        }

        Packet received(long unixNanos) {
            bytes.putLong(32, NtpTime.ofUnixNanos(unixNanos));
            return this;
        }

        Packet sent(long unixNanos) {
            bytes.putLong(40, NtpTime.ofUnixNanos(unixNanos));
            return this;
        }

        Packet nonce(long nonce) {
            bytes.putLong(24, nonce);
            return this;
        }

        byte[] bytes() {
            return bytes.array().clone();
        }
    }

    /** 2026 or so. */
    public static final long BASE = 1_795_000_000_000_000_000L;

    private final DatagramSocket socket;
    private final long aheadNanos;
    private final List<Long> nonces = new CopyOnWriteArrayList<>();

    private FakeNtpServer(long aheadNanos, Script script) throws IOException {
        this.aheadNanos = aheadNanos;
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread thread = new Thread(() -> serve(script), "fake-ntp-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** A server whose clock is the monotonic one plus {@link #BASE} and a difference. */
    public static FakeNtpServer ahead(long nanos, Script script) throws IOException {
        return new FakeNtpServer(nanos, script);
    }

    /** A server in good order. */
    public static FakeNtpServer good(long aheadNanos) throws IOException {
        return ahead(
                aheadNanos, request -> List.of(request.packet().rootMillis(2, 1).bytes()));
    }

    static FakeNtpServer scripted(Script script) throws IOException {
        return ahead(0, script);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** {@return how it is written in an address} */
    public String place() {
        return "127.0.0.1:" + port();
    }

    int requests() {
        return nonces.size();
    }

    /** Wait until it has been asked so often. */
    public void awaitRequests(int count) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (requests() < count && System.nanoTime() < deadline) {
            hold(10_000_000);
        }
        if (requests() < count) {
            throw new AssertionError("asked " + requests() + " times only, not " + count);
        }
    }

    List<Long> nonces() {
        return nonces;
    }

    static void hold(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private void serve(Script script) {
        DatagramPacket packet = new DatagramPacket(new byte[1024], 1024);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
                long now = System.nanoTime() + BASE + aheadNanos;
                long nonce = ByteBuffer.wrap(packet.getData()).getLong(40);
                nonces.add(nonce);
                for (byte[] answer : script.answer(new Request(nonce, now))) {
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
