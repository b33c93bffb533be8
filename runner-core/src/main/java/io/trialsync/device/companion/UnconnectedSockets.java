// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Makes sockets that are not yet connected, which is all that the HTTP client asks for. */
abstract class UnconnectedSockets extends SocketFactory {

    private static final String REASON = "only unconnected sockets are made";

    @Override
    public abstract Socket createSocket();

    @Override
    public final Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException(REASON);
    }

    @Override
    public final Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException(REASON);
    }

    @Override
    public final Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException(REASON);
    }

    @Override
    public final Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException(REASON);
    }
}
