// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.device.DeviceException;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Time Echo server of a simulated phone: eight bytes in, the client's time; sixteen out, the same and the phone's time,
 * both in milliseconds, big-endian, written at once. Any number of exchanges on a connection, several clients at a time.
 */
final class TimeEchoServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TimeEchoServer.class);

    /** Further clients are turned away. */
    static final int MOST_CLIENTS = 64;

    private static final int BACKLOG = 50;

    private final ServerSocket server;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

    private TimeEchoServer(ServerSocket server) {
        this.server = server;
    }

    /** Take a port; nobody is served before {@link #serve}. */
    static TimeEchoServer bind(String host, int port) throws DeviceException {
        try {
            ServerSocket server = new ServerSocket();
            try {
                server.bind(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
                return new TimeEchoServer(server);
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

    void serve(CompanionApi api, DelayedCalls calls, PhoneNetwork network, ReplyFaults faults) {
        network.onCut(() -> clients.forEach(TimeEchoServer::reset));
        daemon(() -> accept(api, calls, network, faults), "trialsync-simulated-time-echo-" + port())
                .start();
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private void accept(CompanionApi api, DelayedCalls calls, PhoneNetwork network, ReplyFaults faults) {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (network.refuses()) {
                    reset(client);
                    continue;
                }
                if (clients.size() >= MOST_CLIENTS) {
                    client.close();
                    continue;
                }
                clients.add(client);
                daemon(() -> echo(client, api, calls, network, faults), "trialsync-simulated-time-echo-client")
                        .start();
            } catch (IOException e) {
                if (!server.isClosed()) {
                    LOG.warn("the simulated phone could not accept a Time Echo client: {}", e.getMessage());
                }
            }
        }
        clients.forEach(TimeEchoServer::quietly);
    }

    private void echo(Socket client, CompanionApi api, DelayedCalls calls, PhoneNetwork network, ReplyFaults faults) {
        try (client) {
            client.setTcpNoDelay(true);
            client.setKeepAlive(true);
            DataInputStream in = new DataInputStream(client.getInputStream());
            SpoiledEchoes answers = new SpoiledEchoes(client);
            byte[] request = in.readNBytes(Long.BYTES);
            // a request may still be read while its connection is being cut
            while (request.length == Long.BYTES && !network.refuses()) {
                long clientMillis = ByteBuffer.wrap(request).getLong();
                long deviceMillis = calls.answer(instant -> api.timeEcho(clientMillis, instant));
                answers.write(clientMillis, deviceMillis, faults.take(PhonePath.TIME_ECHO));
                request = in.readNBytes(Long.BYTES);
            }
        } catch (IOException e) {
            LOG.debug("a Time Echo client went away: {}", e.getMessage());
        } finally {
            clients.remove(client);
        }
    }

    @Override
    public void close() {
        quietly(server);
        clients.forEach(TimeEchoServer::quietly);
    }

    static void reset(Socket client) {
        try {
            client.setSoLinger(true, 0);
        } catch (IOException e) {
            LOG.debug("a Time Echo client was gone before it could be reset: {}", e.getMessage());
        }
        quietly(client);
    }

    private static void quietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            LOG.debug("a socket of the simulated phone could not be closed: {}", e.getMessage());
        }
    }
}
