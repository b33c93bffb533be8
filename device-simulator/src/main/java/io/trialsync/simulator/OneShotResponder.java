// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one-shot queries for {@code _http._tcp.local.}, those that come from a port other than that of mDNS, directly to their
 * port (RFC 6762, 6.7).
 *
 * <p>JmDNS answers them too, but puts every record into the additional section; the vendor's client for Unity looks for the
 * address and the text record among the answers only, and finds nothing there. Hence this fixed packet.
 */
final class OneShotResponder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OneShotResponder.class);
    private static final byte[] GROUP = {(byte) 224, 0, 0, (byte) 251};
    private static final int STANDARD_PORT = 5353;
    private static final int LONGEST_PACKET_BYTES = 9_000;
    private static final int HEADER_BYTES = 12;
    private static final int TTL_SECONDS = 10;
    private static final short POINTER = 12;
    private static final short TEXT = 16;
    private static final short SERVICE = 33;
    private static final short ADDRESS = 1;
    private static final byte[] QUESTION = "\5_http\4_tcp\5local\0\0\14\0\1".getBytes(StandardCharsets.US_ASCII);

    private final Inet4Address address;
    private final byte[] answer;
    private final MulticastSocket socket;
    private final int port;

    private OneShotResponder(Inet4Address address, byte[] answer, int port) throws IOException {
        this.address = address;
        this.answer = answer;
        this.port = port;
        this.socket = new MulticastSocket(new InetSocketAddress(port));
    }

    /** Answer on the interface of an address. */
    static OneShotResponder start(String instance, String host, Inet4Address address, int httpPort) throws IOException {
        int port = Integer.getInteger("net.mdns.port", STANDARD_PORT);
        OneShotResponder responder = new OneShotResponder(address, answer(instance, host, address, httpPort), port);
        try {
            responder.socket.joinGroup(
                    new InetSocketAddress(InetAddress.getByAddress(GROUP), port),
                    NetworkInterface.getByInetAddress(address));
        } catch (IOException | RuntimeException e) {
            responder.close();
            throw e;
        }
        Thread thread = new Thread(responder::serve, "trialsync-mdns-one-shot");
        thread.setDaemon(true);
        thread.start();
        return responder;
    }

    private static byte[] answer(String instance, String host, Inet4Address address, int httpPort) {
        byte[] name = instance.getBytes(StandardCharsets.UTF_8);
        byte[] target = host.getBytes(StandardCharsets.US_ASCII);
        byte[] text = "path=/".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer packet = ByteBuffer.allocate(512);
        // an answer with authority to one question, four records
        packet.putShort((short) 0)
                .putShort((short) 0x8400)
                .putShort((short) 1)
                .putShort((short) 4)
                .putInt(0);
        packet.put(QUESTION);
        record(packet, HEADER_BYTES, POINTER, name.length + 3);
        int instanceAt = packet.position();
        packet.put((byte) name.length).put(name).putShort(reference(HEADER_BYTES));
        record(packet, instanceAt, TEXT, text.length + 1);
        packet.put((byte) text.length).put(text);
        record(packet, instanceAt, SERVICE, 6 + 1 + target.length + 7);
        packet.putInt(0).putShort((short) httpPort);
        int targetAt = packet.position();
        packet.put((byte) target.length).put(target).put((byte) 5).put("local\0".getBytes(StandardCharsets.US_ASCII));
        record(packet, targetAt, ADDRESS, 4);
        packet.put(address.getAddress());
        return Arrays.copyOf(packet.array(), packet.position());
    }

    private static void record(ByteBuffer packet, int nameAt, short type, int length) {
        packet.putShort(reference(nameAt)).putShort(type).putShort((short) 1).putInt(TTL_SECONDS);
        packet.putShort((short) length);
    }

    /** A name that stands somewhere before. */
    private static short reference(int offset) {
        return (short) (0xC000 | offset);
    }

    private void serve() {
        DatagramPacket packet = new DatagramPacket(new byte[LONGEST_PACKET_BYTES], LONGEST_PACKET_BYTES);
        while (!socket.isClosed()) {
            try {
                packet.setLength(LONGEST_PACKET_BYTES);
                socket.receive(packet);
                if (isOneShotQuery(packet)) {
                    answer(packet);
                }
            } catch (IOException e) {
                LOG.debug("a one-shot query was not answered", e);
            }
        }
    }

    private boolean isOneShotQuery(DatagramPacket packet) {
        byte[] data = packet.getData();
        int end = HEADER_BYTES + QUESTION.length;
        return packet.getPort() != port
                && packet.getAddress().isLoopbackAddress() == address.isLoopbackAddress()
                && packet.getLength() >= end
                && data[2] >= 0
                && Arrays.equals(data, HEADER_BYTES, end - 2, QUESTION, 0, QUESTION.length - 2);
    }

    private void answer(DatagramPacket query) throws IOException {
        byte[] reply = answer.clone();
        reply[0] = query.getData()[0];
        reply[1] = query.getData()[1];
        socket.send(new DatagramPacket(reply, reply.length, query.getSocketAddress()));
    }

    @Override
    public void close() {
        socket.close();
    }
}
