// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance;

import io.trialsync.simulator.SimulatedCompanion;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An address that leads to one phone, and later to another one, as when a router hands it out anew. */
final class SwitchedDoor implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile SimulatedCompanion phone;

    SwitchedDoor(SimulatedCompanion phone) throws IOException {
        this.phone = phone;
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** From now on the address is another phone's; who was connected is cut off. */
    void switchTo(SimulatedCompanion other) {
        phone = other;
        open.forEach(SwitchedDoor::closeQuietly);
        open.clear();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "test-door");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket target = new Socket(phone.host(), phone.port());
                open.addAll(List.of(client, target));
                start(() -> pump(client, target));
                start(() -> pump(target, client));
            } catch (IOException e) {
                // closed, or nobody there: whoever asked gets no answer
            }
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[4096];
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // one of them has hung up
        }
        closeQuietly(from);
        closeQuietly(to);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed either way
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        open.forEach(SwitchedDoor::closeQuietly);
    }
}
