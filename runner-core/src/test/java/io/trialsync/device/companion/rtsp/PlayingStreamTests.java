// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.rtsp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.device.LiveSamples.LiveStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream from a phone whose every word the test says, over real sockets. */
class PlayingStreamTests {

    private static final Pattern PORTS = Pattern.compile("client_port=(\\d+)-(\\d+)");
    private static final byte[] REPORT =
            HexFormat.of().parseHex("80c8000600000001ec9c4a364000000000099cf00000000a0000005a");
    private static final String SDP = "v=0\r\nm=application 0 RTP/AVP 99\r\na=rtpmap:99 com.pupillabs.gaze1/90000\r\n";

    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> clientPorts = new LinkedBlockingQueue<>();
    private final Heard heard = new Heard();
    private ServerSocket server;
    private Thread thread;

    @BeforeEach
    void startAPhoneWhoseSessionsTimeOutAfterASecond() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        thread = new Thread(this::serve, "rtsp-test");
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void stopIt() throws Exception {
        server.close();
        thread.join(10_000);
    }

    private void serve() {
        try (Socket client = server.accept();
                BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII))) {
            StringBuilder request = new StringBuilder();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                request.append(line).append('\n');
                if (line.isEmpty()) {
                    client.getOutputStream().write(answer(request.toString()).getBytes(US_ASCII));
                    requests.add(request.toString());
                    request.setLength(0);
                }
            }
        } catch (IOException e) {
            // the stream or the test is over
        }
    }

    private String answer(String request) {
        String sequence = request.replaceAll("(?s).*CSeq: (\\d+).*", "$1");
        Matcher ports = PORTS.matcher(request);
        String more = "Public: OPTIONS\r\n\r\n";
        if (request.startsWith("DESCRIBE")) {
            more = "Content-Length: " + SDP.length() + "\r\n\r\n" + SDP;
        } else if (ports.find()) {
            clientPorts.add(Integer.parseInt(ports.group(1)));
            more = "Transport: " + ports.group() + "\r\nSession: abc;timeout=1\r\n\r\n";
        }
        return "RTSP/1.0 200 OK\r\nCSeq: " + sequence + "\r\n" + more;
    }

    private LiveStream start() throws Exception {
        RtspAddress address = new RtspAddress("127.0.0.1", server.getLocalPort(), "camera=gaze&audioenable=on");
        return new RtspSamples(Payload.GAZE, () -> List.of(address), System::nanoTime, PlayingStream.SILENCE_NANOS)
                .start(heard);
    }

    private String next() throws InterruptedException {
        return Optional.ofNullable(requests.poll(20, TimeUnit.SECONDS)).orElseThrow();
    }

    @Test
    void aPhoneIsToldThatSomebodyListensBeforeItsSessionTimesOut() throws Exception {
        try (LiveStream stream = start()) {
            for (String method : List.of("OPTIONS", "DESCRIBE", "SETUP", "PLAY")) {
                assertThat(next()).startsWith(method + " rtsp://127.0.0.1:");
            }
            for (int i = 0; i < 2; i++) {
                assertThat(next()).startsWith("OPTIONS rtsp://").contains("Session: abc");
            }
            assertThat(stream.complaint()).isEmpty();
        }
        String last = next();
        while (last.startsWith("OPTIONS ")) {
            last = next();
        }
        assertThat(last).startsWith("TEARDOWN ");
    }

    @Test
    void theTimeBetweenIsNineTenthsOfWhatThePhoneSays() throws Exception {
        RtspAddress address = new RtspAddress("127.0.0.1", server.getLocalPort(), "camera=gaze&audioenable=on");
        RtspSession session = RtspSession.connect(address, Payload.GAZE, System::nanoTime);
        try (PortPair ports = PortPair.open()) {
            assertThat(session.keepAliveMillis()).as("by default").isEqualTo(54_000);
            session.describe();
            session.setUp(ports);
            assertThat(session.keepAliveMillis()).isEqualTo(900);
        } finally {
            session.close();
        }
    }

    @Test
    void datagramsOfAnyoneElseAreNotTaken() throws Exception {
        try (LiveStream stream = start();
                DatagramSocket phone = socketAt(1);
                DatagramSocket stranger = socketAt(2)) {
            int port =
                    Optional.ofNullable(clientPorts.poll(20, TimeUnit.SECONDS)).orElseThrow();
            send(stranger, port + 1, REPORT);
            send(stranger, port, gaze(1));
            send(phone, port + 1, REPORT);
            send(phone, port, gaze(2));

            assertThat(heard.samples.poll(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(heard.samples).isEmpty();
            assertThat(stream.complaint()).isEmpty();
        }
    }

    private static byte[] gaze(int sequence) {
        return HexFormat.of().parseHex("8063000" + sequence + "000a4cb800000001" + "4448000044162000ff");
    }

    private static void send(DatagramSocket from, int port, byte[] bytes) throws IOException {
        from.send(new DatagramPacket(bytes, bytes.length, new InetSocketAddress(loopback(1), port)));
    }

    private static DatagramSocket socketAt(int last) throws IOException {
        return new DatagramSocket(new InetSocketAddress(loopback(last), 0));
    }

    private static InetAddress loopback(int last) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    }
}
