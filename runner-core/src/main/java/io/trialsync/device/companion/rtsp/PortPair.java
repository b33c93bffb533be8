// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.rtsp;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** Two UDP ports in a row, the even one for RTP and the odd one for RTCP (RFC 3550, 11). */
final class PortPair implements AutoCloseable {

    private static final int ATTEMPTS = 50;
    private static final int HIGHEST_PORT = 65_535;

    /** Seconds of a stream, should this computer be busy. */
    private static final int RECEIVE_BUFFER_BYTES = 1 << 18;

    /** What the vendor's own client sends, so known to be ignored by phones; the content is of no consequence. */
    private static final int OPENING_BYTES = 200;

    private final DatagramChannel rtp;
    private final DatagramChannel rtcp;

    private PortPair(DatagramChannel rtp, DatagramChannel rtcp) {
        this.rtp = rtp;
        this.rtcp = rtcp;
    }

    static PortPair open() throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            DatagramChannel first = bind(0);
            int port = port(first);
            try {
                if (port % 2 == 0 && port < HIGHEST_PORT) {
                    return new PortPair(first, bind(port + 1));
                } else if (port % 2 == 1) {
                    return new PortPair(bind(port - 1), first);
                }
            } catch (BindException e) {
                // the neighbour is taken; another pair will be free
            }
            first.close();
        }
        throw new IOException("this computer has no two UDP ports in a row that are free");
    }

    private static DatagramChannel bind(int port) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
            channel.bind(new InetSocketAddress(port));
            channel.configureBlocking(false);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static int port(DatagramChannel channel) throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    DatagramChannel rtp() {
        return rtp;
    }

    DatagramChannel rtcp() {
        return rtcp;
    }

    /** {@return the two ports as RTSP writes them} */
    String text() throws IOException {
        return port(rtp) + "-" + port(rtcp);
    }

    /** A firewall lets in what it takes for replies, so that something has to be sent first. */
    void openFirewall(InetAddress server, int rtpPort, int rtcpPort) throws IOException {
        rtp.send(ByteBuffer.allocate(OPENING_BYTES), new InetSocketAddress(server, rtpPort));
        rtcp.send(ByteBuffer.allocate(OPENING_BYTES), new InetSocketAddress(server, rtcpPort));
    }

    @Override
    public void close() {
        try (rtp;
                rtcp) {
            return;
        } catch (IOException e) {
            // nothing can be done about a socket that does not close
        }
    }
}
