// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The two UDP ports from which a simulated phone sends a stream, one for RTP and one for RTCP. */
record UdpPair(DatagramSocket rtp, DatagramSocket rtcp) implements AutoCloseable {

    static UdpPair open(String host) throws IOException {
        InetAddress address = InetAddress.getByName(host);
        DatagramSocket rtp = new DatagramSocket(new InetSocketAddress(address, 0));
        try {
            return new UdpPair(rtp, new DatagramSocket(new InetSocketAddress(address, 0)));
        } catch (IOException e) {
            rtp.close();
            throw e;
        }
    }

    String text() {
        return rtp.getLocalPort() + "-" + rtcp.getLocalPort();
    }

    @Override
    public void close() {
        rtp.close();
        rtcp.close();
    }
}
