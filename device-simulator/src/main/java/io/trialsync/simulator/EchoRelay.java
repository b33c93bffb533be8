// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.device.DeviceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on what comes to a port to a phone, byte for byte as it comes, and what the phone answers. */
final class EchoRelay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EchoRelay.class);
    private static final int MOST_CLIENTS = 64;
    private static final int CONNECT_MILLIS = 3_000;
    private static final int BUFFER_BYTES = 4_096;

    private final ServerSocket server;
    private final String targetHost;
    private final int targetPort;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong requestBytes = new AtomicLong();

    private EchoRelay(ServerSocket server, String targetHost, int targetPort) {
        this.server = server;
        this.targetHost = targetHost;
        this.targetPort = targetPort;
    }

    /** Listen on the phone's own port number, or on any free one if that is taken here. */
    static EchoRelay start(String bind, String targetHost, int targetPort) throws DeviceException {
        String bare = targetHost.replaceAll("[\\[\\]]", "");
        EchoRelay relay = new EchoRelay(listen(bind, targetPort), bare, targetPort);
        daemon(relay::accept, "trialsync-recorder-time-echo").start();
        return relay;
    }

    private static ServerSocket listen(String bind, int preferred) throws DeviceException {
        try {
            return bound(bind, preferred);
        } catch (IOException taken) {
            try {
                return bound(bind, 0);
            } catch (IOException e) {
                throw ListenFailure.at(bind, preferred, e);
            }
        }
    }

    private static ServerSocket bound(String bind, int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByName(bind), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** {@return how many requests of eight bytes have come} */
    long requests() {
        return requestBytes.get() / Long.BYTES;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (sockets.size() >= 2 * MOST_CLIENTS) {
                    client.close();
                } else {
                    sockets.add(client);
                    daemon(() -> relay(client), "trialsync-recorder-time-echo-client")
                            .start();
                }
            } catch (IOException e) {
                if (!server.isClosed()) {
                    LOG.warn("a Time Echo client could not be accepted: {}", e.getMessage());
                }
            }
        }
    }

    private void relay(Socket client) {
        try (client;
                Socket phone = new Socket()) {
            sockets.add(phone);
            phone.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            phone.connect(new InetSocketAddress(targetHost, targetPort), CONNECT_MILLIS);
            daemon(() -> answers(phone, client), "trialsync-recorder-time-echo-answers")
                    .start();
            copy(client, phone, requestBytes);
        } catch (IOException e) {
            LOG.debug("a Time Echo connection ended: {}", e.getMessage());
        } finally {
            sockets.removeIf(Socket::isClosed);
        }
    }

    private static void answers(Socket phone, Socket client) {
        try (client) {
            copy(phone, client, new AtomicLong());
        } catch (IOException e) {
            LOG.debug("a Time Echo connection ended: {}", e.getMessage());
        }
    }

    private static void copy(Socket from, Socket to, AtomicLong count) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            out.write(buffer, 0, read);
            count.addAndGet(read);
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        quietly(server);
        sockets.forEach(EchoRelay::quietly);
    }

    private static void quietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            LOG.debug("a socket of the recorder could not be closed: {}", e.getMessage());
        }
    }
}
