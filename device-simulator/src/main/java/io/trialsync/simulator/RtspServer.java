// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.device.DeviceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The RTSP server of a simulated phone: samples over RTP on UDP, several clients at a time. */
final class RtspServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RtspServer.class);

    /** Further clients are turned away. */
    static final int MOST_CLIENTS = 16;

    private static final int BACKLOG = 20;

    private final ServerSocket server;
    private final String host;
    private final Set<RtspClient> clients = ConcurrentHashMap.newKeySet();

    private RtspServer(ServerSocket server, String host) {
        this.server = server;
        this.host = host;
    }

    /** Take a port; nobody is served before {@link #serve}. */
    static RtspServer bind(String host, int port) throws DeviceException {
        try {
            ServerSocket server = new ServerSocket();
            try {
                server.bind(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
                return new RtspServer(server, host);
            } catch (IOException e) {
                server.close();
                throw e;
            }
        } catch (IOException e) {
            throw ListenFailure.at(host, port, e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    void serve(String ip, SensorStreams streams) {
        daemon(() -> accept(ip, streams), "trialsync-simulated-rtsp-" + port()).start();
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private void accept(String ip, SensorStreams streams) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                if (clients.size() >= MOST_CLIENTS || streams.network().refuses()) {
                    socket.close();
                    continue;
                }
                RtspClient client = new RtspClient(socket, host, ip, streams);
                clients.add(client);
                daemon(() -> serve(client), "trialsync-simulated-rtsp-client").start();
            } catch (IOException e) {
                if (!server.isClosed()) {
                    LOG.warn("the simulated phone could not accept an RTSP client: {}", e.getMessage());
                }
            }
        }
        clients.forEach(RtspServer::quietly);
    }

    private void serve(RtspClient client) {
        try {
            client.serve();
        } catch (IOException e) {
            LOG.debug("an RTSP client went away: {}", e.getMessage());
        } finally {
            clients.remove(client);
        }
    }

    /** Cut all connections and end their streams; others may come. */
    void dropAll() {
        clients.forEach(RtspServer::quietly);
    }

    @Override
    public void close() {
        quietly(server);
        clients.forEach(RtspServer::quietly);
    }

    private static void quietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            LOG.debug("a socket of the simulated phone could not be closed: {}", e.getMessage());
        }
    }
}
