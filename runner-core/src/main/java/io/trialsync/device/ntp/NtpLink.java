// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.ntp;

import io.trialsync.device.DeviceException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One server. Every question goes from a socket of its own, with a port that nobody can guess. Asked by one thread at a time; what
 * it last said can be read by any.
 */
final class NtpLink {

    private static final int TIMEOUT_MILLIS = 1_500;
    private static final int LONGEST_PACKET_BYTES = 1_024;
    /** However many packets somebody sends that are no answers. */
    private static final int MOST_STRANGE_PACKETS = 100;

    private static final int MOST_ADDRESSES = 4;
    private static final double NANOS_PER_MILLI = 1e6;

    private final NtpServer server;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final Pace pace = new Pace();
    private @Nullable InetAddress address;
    private volatile String last = "not asked yet";
    private volatile boolean refusedForGood;
    private volatile @Nullable DatagramSocket socket;

    NtpLink(NtpServer server, LongSupplier nanoTime, RandomGenerator random) {
        this.server = server;
        this.nanoTime = nanoTime;
        this.random = random;
    }

    NtpServer server() {
        return server;
    }

    /** Whether it has not asked to be left alone. */
    boolean usable() {
        return !refusedForGood;
    }

    /** {@return how long it has to be left alone, in nanoseconds; zero or less if it may be asked now} */
    long waitNanos() {
        return pace.waitNanos(nanoTime.getAsLong());
    }

    /** {@return what it last said, in words} */
    String last() {
        return last;
    }

    /**
     * Ask once, at the address that answered first: the name of a pool stands for other servers each time.
     *
     * @throws DeviceException if no usable answer comes
     */
    NtpAnswer ask() throws DeviceException {
        InetAddress known = address;
        if (known != null) {
            return noted(known);
        }
        DeviceException failure = null;
        for (InetAddress candidate : addresses()) {
            try {
                NtpAnswer answer = noted(candidate);
                address = candidate;
                return answer;
            } catch (DeviceException e) {
                failure = failure == null ? e : failure;
            }
        }
        throw failure == null ? new DeviceException("[" + server + "] has no address") : failure;
    }

    private List<InetAddress> addresses() throws DeviceException {
        try {
            return Arrays.stream(InetAddress.getAllByName(server.host()))
                    .limit(MOST_ADDRESSES)
                    .toList();
        } catch (UnknownHostException e) {
            last = "no such host is known";
            throw new DeviceException("no NTP server [" + server + "]: no such host is known", e);
        }
    }

    private NtpAnswer noted(InetAddress at) throws DeviceException {
        try {
            NtpAnswer answer = ask(at);
            NtpReply.Time time = answer.time();
            last = String.format(
                    Locale.ROOT,
                    "stratum %d, root distance %.3f ms, leap second %s",
                    time.stratum(),
                    time.rootDistanceNanos() / NANOS_PER_MILLI,
                    time.leap().name().toLowerCase(Locale.ROOT).replace('_', ' '));
            return answer;
        } catch (PortUnreachableException e) {
            throw failed("nothing answers at that port", e);
        } catch (SocketTimeoutException e) {
            throw failed(
                    "no answer within " + TIMEOUT_MILLIS
                            + " ms; networks often block UDP port 123 except to a server of their own",
                    e);
        } catch (DeviceException e) {
            throw e;
        } catch (IOException e) {
            throw failed(String.valueOf(e.getMessage()), e);
        }
    }

    private DeviceException failed(String reason, @Nullable Exception cause) {
        last = reason;
        String line = "NTP server " + server + ": " + reason;
        return cause == null ? new DeviceException(line) : new DeviceException(line, cause);
    }

    private NtpAnswer ask(InetAddress at) throws IOException {
        pace.asked(nanoTime.getAsLong());
        try (DatagramSocket fresh = new DatagramSocket()) {
            socket = fresh;
            fresh.connect(new InetSocketAddress(at, server.port()));
            long nonce = random.nextLong();
            byte[] request = NtpReply.request(nonce);
            long send = nanoTime.getAsLong();
            fresh.send(new DatagramPacket(request, request.length));
            return await(fresh, nonce, send);
        } finally {
            socket = null;
        }
    }

    private NtpAnswer await(DatagramSocket open, long nonce, long send) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[LONGEST_PACKET_BYTES], LONGEST_PACKET_BYTES);
        for (int i = 0; i < MOST_STRANGE_PACKETS; i++) {
            long left = TIMEOUT_MILLIS - (nanoTime.getAsLong() - send) / 1_000_000;
            if (left <= 0) {
                break;
            }
            open.setSoTimeout((int) Math.min(left, TIMEOUT_MILLIS));
            packet.setLength(LONGEST_PACKET_BYTES);
            open.receive(packet);
            long receive = nanoTime.getAsLong();
            NtpReply reply = NtpReply.parse(packet.getData(), packet.getLength(), nonce);
            if (!(reply instanceof NtpReply.Strange)) {
                return answer(reply, send, receive);
            }
        }
        throw new SocketTimeoutException("only packets that are no answers");
    }

    private NtpAnswer answer(NtpReply reply, long send, long receive) throws DeviceException {
        if (reply instanceof NtpReply.Time time) {
            Optional<NtpAnswer> answer = NtpAnswer.of(server, send, receive, time);
            return answer.orElseThrow(
                    () -> failed("it says that it held its answer for longer than the round trip took", null));
        }
        if (reply instanceof NtpReply.Kiss kiss) {
            throw failed(kissed(kiss), null);
        }
        throw failed(((NtpReply.Unusable) reply).reason(), null);
    }

    private String kissed(NtpReply.Kiss kiss) {
        if (kiss.forGood()) {
            refusedForGood = true;
            return "it refuses to give this computer the time (" + kiss.code() + ") and is not asked again";
        }
        if (kiss.slower()) {
            pace.slower();
            return "it asks for fewer questions (RATE), and is asked half as often";
        }
        return "it gives no time just now (" + kiss.code() + ")";
    }

    /** Let a question that is under way fail at once. */
    void cancel() {
        DatagramSocket open = socket;
        if (open != null) {
            open.close();
        }
    }
}
