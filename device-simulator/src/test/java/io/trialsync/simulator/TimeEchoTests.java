// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimeEchoTests {

    private static final String REQUEST = "00000199f083b7fb";
    private static final String REPLY = "00000199f083b7fb00000199f083b9b1";

    private final VirtualHost host = new VirtualHost();
    private SimulatedCompanion phone;

    @BeforeEach
    void startAPhoneThatIs657MillisecondsAhead() throws Exception {
        phone = host.start("simulated:neon?delay=0ns&offset=-657ms");
    }

    @AfterEach
    void stopIt() {
        phone.close();
    }

    @Test
    void theKnownRequestGetsTheKnownReply() throws Exception {
        try (Socket client = connect()) {
            assertThat(exchange(client)).isEqualTo(REPLY);
            assertThat(exchange(client)).isEqualTo(REPLY);
        }
        assertThat(phone.givenStamps())
                .hasSize(2)
                .contains(new GivenStamp(
                        GivenStamp.Channel.TIME_ECHO, "", 1_760_676_788_657_000_000L, host.nanoTime.get()));
        assertThat(host.received).contains(new Received.TimeEcho(1_760_676_788_219L, 1_760_676_788_657L));
    }

    @Test
    void aRequestMayComeInPieces() throws Exception {
        byte[] request = HexFormat.of().parseHex(REQUEST);
        try (Socket client = connect()) {
            client.setTcpNoDelay(true);
            for (byte piece : request) {
                client.getOutputStream().write(piece);
                client.getOutputStream().flush();
            }
            assertThat(reply(client)).isEqualTo(REPLY);
        }
    }

    @Test
    void aClientThatSaysItHasNoMoreRequestsStillGetsItsReplies() throws Exception {
        try (Socket client = connect()) {
            client.getOutputStream().write(HexFormat.of().parseHex(REQUEST + REQUEST));
            client.shutdownOutput();

            assertThat(reply(client)).isEqualTo(REPLY);
            assertThat(reply(client)).isEqualTo(REPLY);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void severalClientsAreServedAtATime() throws Exception {
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            clients.add(connect());
        }
        for (int round = 0; round < 3; round++) {
            for (Socket client : clients) {
                assertThat(exchange(client)).isEqualTo(REPLY);
            }
        }
        for (Socket client : clients) {
            client.close();
        }
        assertThat(phone.givenStamps()).hasSize(15);
    }

    @Test
    void aClientThatBreaksOffDoesNoHarm() throws Exception {
        try (Socket broken = connect()) {
            broken.getOutputStream().write(new byte[3]);
        }
        try (Socket client = connect()) {
            assertThat(exchange(client)).isEqualTo(REPLY);
        }
    }

    @Test
    void closingThePhoneEndsItsConnections() throws Exception {
        try (Socket client = connect()) {
            exchange(client);
            phone.close();
            assertThat(firstByteOrEnd(client)).isEqualTo(-1);
        }
    }

    private static int firstByteOrEnd(Socket client) {
        try {
            return client.getInputStream().read();
        } catch (IOException e) {
            return -1;
        }
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(phone.host(), phone.timeEchoPort());
        client.setSoTimeout(10_000);
        return client;
    }

    private static String exchange(Socket client) throws IOException {
        client.getOutputStream().write(HexFormat.of().parseHex(REQUEST));
        return reply(client);
    }

    private static String reply(Socket client) throws IOException {
        byte[] reply = new byte[16];
        new DataInputStream(client.getInputStream()).readFully(reply);
        return HexFormat.of().formatHex(reply);
    }
}
