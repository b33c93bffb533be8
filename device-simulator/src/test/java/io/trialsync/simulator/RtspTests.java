// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trialsync.clock.StampRule;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.DeviceException;
import io.trialsync.device.LiveSamples;
import io.trialsync.device.LiveSamples.LiveStream;
import io.trialsync.device.LiveSamples.Sample;
import io.trialsync.device.companion.CompanionDevice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live streams of a simulated phone over real sockets, with our own client and with bare requests. */
class RtspTests {

    private static final long MS = 1_000_000L;
    private static final CompanionSpec NEON =
            CompanionSpec.parse("simulated:neon?stream=200hz&delay=0ms&stream-delay=1ms"
                    + "&offset=840ms&sensor-offset=-850ms&drift=25ppm&seed=7");

    private static final class Ear implements LiveSamples.Listener {
        final BlockingQueue<Sample> samples = new LinkedBlockingQueue<>();
        final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

        @Override
        public void sample(String stream, long deviceNanos, long receiveNanoTime) {
            throw new AssertionError("samples come with their values");
        }

        @Override
        public void sample(Sample sample) {
            samples.add(sample);
        }

        @Override
        public void ended(String reason) {
            ends.add(reason);
        }

        List<Sample> take(int count) throws InterruptedException {
            List<Sample> taken = new ArrayList<>();
            while (taken.size() < count) {
                taken.add(
                        Optional.ofNullable(samples.poll(20, TimeUnit.SECONDS)).orElseThrow());
            }
            return taken;
        }
    }

    private static CompanionDevice connect(SimulatedCompanion phone) throws DeviceException {
        return CompanionDevice.connect(phone.host(), phone.port(), StampRule.FLOORED, true, DeviceContext.system());
    }

    private static List<Long> sent(SimulatedCompanion phone, String stream) {
        return phone.sentSamples().stream()
                .filter(sample -> sample.stream().equals(stream) && !sample.lost())
                .map(SentSample::deviceNanos)
                .toList();
    }

    @Test
    void everySampleArrivesOnceWithTheStampItWasSentWith() throws Exception {
        try (SimulatedCompanion phone = SimulatedCompanion.start(NEON);
                CompanionDevice device = connect(phone)) {
            assertThat(device.allLiveSamples()).hasSize(2);
            for (LiveSamples samples : device.allLiveSamples()) {
                Ear ear = new Ear();
                try (LiveStream stream = samples.start(ear)) {
                    List<Sample> heard = ear.take(300);
                    String name = heard.get(0).stream();
                    assertThat(heard)
                            .extracting(Sample::deviceNanos)
                            .isEqualTo(sent(phone, name).subList(0, 300));
                    assertThat(heard).allSatisfy(sample -> {
                        // the stamp is cut down to a tick of 90 kHz at most
                        assertThat(phone.trueSensorNanosAt(sample.receiveNanoTime()) - sample.deviceNanos())
                                .isGreaterThanOrEqualTo(MS - 2);
                        assertThat(sample.columns()).hasSize(name.equals("gaze") ? 17 : 10);
                    });
                    assertThat(stream.complaint()).isEmpty();
                }
                assertThat(ear.ends).isEmpty();
            }
        }
    }

    @Test
    void anInvisibleStreamsGazeOnlyAndAPhoneWithoutAStreamOffersNone() throws Exception {
        try (SimulatedCompanion phone =
                        SimulatedCompanion.start(CompanionSpec.parse("simulated:invisible?stream=66hz"));
                CompanionDevice device = connect(phone)) {
            assertThat(device.allLiveSamples()).hasSize(1);
        }
        try (SimulatedCompanion phone = SimulatedCompanion.start(CompanionSpec.parse("simulated:neon"));
                CompanionDevice device = connect(phone)) {
            assertThat(device.allLiveSamples()).isEmpty();
            assertThat(phone.rtspPort()).isEmpty();
        }
    }

    private static SimulatedCompanion faulty(StreamFaults faults) throws DeviceException {
        return SimulatedCompanion.with(NEON).streamFaults(faults).start();
    }

    @Test
    void packetsThatGetLostComeTwiceOrLateAreCountedAndNoSampleIsTakenTwice() throws Exception {
        try (SimulatedCompanion phone = faulty(StreamFaults.NONE.onTheWay(0.2, 0.3, 0.2));
                CompanionDevice device = connect(phone)) {
            Ear ear = new Ear();
            try (LiveStream stream = device.liveSamples().orElseThrow().start(ear)) {
                List<Long> heard =
                        ear.take(300).stream().map(Sample::deviceNanos).toList();
                assertThat(heard).doesNotHaveDuplicates();
                assertThat(sent(phone, "gaze")).containsAll(heard);
                assertThat(stream.complaint())
                        .hasValueSatisfying(
                                text -> assertThat(text).matches("gaze: \\d+ of \\d+ packets did not arrive"));
            }
        }
    }

    @Test
    void samplesBeforeALateReportAreNotLost() throws Exception {
        try (SimulatedCompanion phone = faulty(StreamFaults.NONE.reportAfter(300 * MS));
                CompanionDevice device = connect(phone)) {
            Ear ear = new Ear();
            try (LiveStream stream = device.liveSamples().orElseThrow().start(ear)) {
                assertThat(ear.take(100))
                        .extracting(Sample::deviceNanos)
                        .isEqualTo(sent(phone, "gaze").subList(0, 100));
                assertThat(stream.complaint()).isEmpty();
            }
        }
    }

    @Test
    void payloadsOfAllLengthsAreReadAndUnknownOnesSkipped() throws Exception {
        try (SimulatedCompanion phone = faulty(StreamFaults.NONE.gazeBytes(List.of(9, 17, 25, 65, 89, 105, 77)));
                CompanionDevice device = connect(phone)) {
            Ear ear = new Ear();
            try (LiveStream stream = device.liveSamples().orElseThrow().start(ear)) {
                assertThat(ear.take(12).stream().map(sample -> sample.values().size()))
                        .containsExactly(3, 5, 7, 17, 23, 27, 3, 5, 7, 17, 23, 27);
                assertThat(stream.complaint())
                        .hasValueSatisfying(text -> assertThat(text).contains("could not be read", "77 bytes"));
            }
        }
    }

    @Test
    void aRefusedPlayIsOneLineThatSaysWhatToLookAt() throws Exception {
        try (SimulatedCompanion phone = faulty(StreamFaults.NONE.refusingPlay());
                CompanionDevice device = connect(phone)) {
            LiveSamples gaze = device.liveSamples().orElseThrow();
            assertThatThrownBy(() -> gaze.start(new Ear()))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContainingAll(
                            "refused to stream gaze", "500 Internal Server Error to PLAY", "plugged in")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void silenceEndsTheStreamWithWordsThatNameAFirewall() throws Exception {
        try (SimulatedCompanion phone = faulty(StreamFaults.NONE.stalling(0, Long.MAX_VALUE));
                CompanionDevice device = connect(phone)) {
            Ear ear = new Ear();
            try (LiveStream stream = device.liveSamples().orElseThrow().start(ear)) {
                assertThat(ear.ends.poll(30, TimeUnit.SECONDS))
                        .contains("no sample has come for 10 s", "UDP ports", "firewall", "guest Wi-Fi");
                assertThat(stream.complaint()).isEmpty();
            }
        }
    }

    @Test
    void aRecordingIsStreamedOverAndOver(@TempDir Path folder) throws Exception {
        Path table = Files.write(
                folder.resolve("gaze.csv"),
                List.of(
                        "section id,timestamp [ns],gaze x [px],gaze y [px],worn",
                        "a,1685088813175076015,629.146,647.936,1.0",
                        "a,1685088813225076015,630.051,647.707,0.0"));
        try (SimulatedCompanion phone =
                        SimulatedCompanion.with(NEON).gazeOf(table).start();
                CompanionDevice device = connect(phone)) {
            Ear ear = new Ear();
            try (LiveStream stream = device.liveSamples().orElseThrow().start(ear)) {
                assertThat(stream).isNotNull();
                assertThat(ear.take(60))
                        .extracting(sample -> sample.values().subList(0, 3))
                        .contains(List.of(629.146f, 647.936f, 1f), List.of(630.051f, 647.707f, 0f));
            }
        }
        Files.writeString(table, "a,b\n1,2\n");
        assertThatThrownBy(() -> SimulatedCompanion.with(NEON).gazeOf(table))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(table.toString(), "gaze x [px]");
    }

    /** A client that says by itself what it sends. */
    private static final class BareClient implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        BareClient(SimulatedCompanion phone) throws IOException {
            socket = new Socket(phone.host(), phone.rtspPort().orElseThrow());
            socket.setSoTimeout(20_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        String ask(String... lines) throws IOException {
            socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            StringBuilder reply = new StringBuilder();
            int length = 0;
            for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                reply.append(line).append('\n');
                length = line.startsWith("Content-Length: ") ? Integer.parseInt(line.substring(16)) : length;
            }
            for (int i = 0; i < length; i++) {
                reply.append((char) in.read());
            }
            return reply.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void theVendorsClientFindsWhatItNeedsInEveryReply() throws Exception {
        try (SimulatedCompanion phone = SimulatedCompanion.start(NEON);
                BareClient client = new BareClient(phone);
                DatagramSocket rtp = new DatagramSocket(0, InetAddress.getByName(phone.host()));
                DatagramSocket rtcp = new DatagramSocket(0, InetAddress.getByName(phone.host()))) {
            String base = "rtsp://127.0.0.1:" + phone.rtspPort().orElseThrow() + "/";
            String url = base + "?camera=gaze&audioenable=on";
            assertThat(client.ask("OPTIONS " + url + " RTSP/1.0", "CSeq: 1"))
                    .startsWith(
                            "RTSP/1.0 200 OK\nCSeq: 1\nServer: Pupil Invisible RTSP Server\nPublic: OPTIONS, DESCRIBE,");
            assertThat(client.ask("DESCRIBE " + url + " RTSP/1.0", "CSeq: 2", "Accept: application/sdp"))
                    .contains("Content-Base: " + base + "\n", "m=application 0 RTP/AVP 99\r\n");
            String ports = rtp.getLocalPort() + "-" + rtcp.getLocalPort();
            String setUp = client.ask(
                    "SETUP " + base + " RTSP/1.0", "CSeq: 3", "Transport: RTP/AVP;unicast;client_port=" + ports);
            assertThat(setUp).contains("Transport: RTP/AVP;unicast;client_port=" + ports + ";server_port=");
            String session = setUp.replaceAll("(?s).*Session: ([^;]+);timeout=60.*", "$1");
            punch(setUp, rtp, rtcp);
            assertThat(client.ask("PLAY " + base + " RTSP/1.0", "CSeq: 4", "Session: " + session, "Range: npt=now-"))
                    .startsWith("RTSP/1.0 200 OK\nCSeq: 4\n");
            // a report comes before the first packet, and RTP timestamps begin low
            assertThat(receive(rtcp)).hasSize(28).startsWith((byte) 0x80, (byte) 200);
            byte[] packet = receive(rtp);
            assertThat(packet).hasSize(12 + 65).startsWith((byte) 0x80, (byte) 99);
            assertThat(ByteBuffer.wrap(packet).getInt(4)).isBetween(0, 90_000);
            assertThat(client.ask("GET_PARAMETER " + base + " RTSP/1.0", "CSeq: 5", "Session: " + session))
                    .startsWith("RTSP/1.0 200 OK");
            assertThat(client.ask("TEARDOWN " + base + " RTSP/1.0", "CSeq: 6", "Session: " + session))
                    .startsWith("RTSP/1.0 200 OK");
        }
    }

    /** What the vendor's client sends first, so that firewalls let the stream in. */
    private static void punch(String setUp, DatagramSocket rtp, DatagramSocket rtcp) throws IOException {
        String[] ports =
                setUp.replaceAll("(?s).*server_port=(\\d+-\\d+).*", "$1").split("-", -1);
        byte[] bytes = new byte[200];
        new Random(1).nextBytes(bytes);
        for (int i = 0; i < 5; i++) {
            InetAddress host = rtp.getLocalAddress();
            rtp.send(new DatagramPacket(bytes, bytes.length, host, Integer.parseInt(ports[0])));
            rtcp.send(new DatagramPacket(bytes, bytes.length, host, Integer.parseInt(ports[1])));
        }
    }

    private static byte[] receive(DatagramSocket socket) throws IOException {
        socket.setSoTimeout(20_000);
        DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
        socket.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    @Test
    void whatThePhoneDoesNotKnowIsRefusedInTheWordsOfRtsp() throws Exception {
        try (SimulatedCompanion phone = SimulatedCompanion.start(NEON);
                BareClient client = new BareClient(phone)) {
            String base = "rtsp://127.0.0.1/";
            assertThat(client.ask("DESCRIBE " + base + "?camera=world RTSP/1.0", "CSeq: 1"))
                    .startsWith("RTSP/1.0 404 Not Found\nCSeq: 1\n");
            assertThat(client.ask("RECORD " + base + " RTSP/1.0", "CSeq: 2")).startsWith("RTSP/1.0 405 ");
            assertThat(client.ask("PLAY " + base + " RTSP/1.0", "CSeq: 3", "Session: 1"))
                    .startsWith("RTSP/1.0 454 ");
            assertThat(client.ask(
                            "SETUP " + base + "?camera=imu RTSP/1.0",
                            "CSeq: 4",
                            "Transport: RTP/AVP/TCP;unicast;interleaved=0-1"))
                    .startsWith("RTSP/1.0 461 ");
            assertThat(client.ask(
                            "SETUP " + base + "?camera=imu RTSP/1.0",
                            "CSeq: 5",
                            "Transport: RTP/AVP;unicast;client_port=0-99999"))
                    .startsWith("RTSP/1.0 461 ");
        }
    }

    @Test
    void noRequestHoweverMutatedStopsTheServer() throws Exception {
        try (SimulatedCompanion phone = SimulatedCompanion.start(NEON)) {
            Random random = new Random(1);
            String request = String.join(
                    "\r\n",
                    "SETUP rtsp://127.0.0.1/?camera=gaze RTSP/1.0",
                    "CSeq: 1",
                    "Content-Length: 0",
                    "Transport: RTP/AVP;unicast;client_port=5000-5001",
                    "",
                    "");
            for (int i = 0; i < 200; i++) {
                byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                try (Socket socket = new Socket(phone.host(), phone.rtspPort().orElseThrow())) {
                    socket.getOutputStream().write(bytes);
                } catch (IOException e) {
                    // it may turn us away
                }
            }
            try (CompanionDevice device = connect(phone)) {
                Ear ear = new Ear();
                try (LiveStream stream = restarted(device, ear)) {
                    assertThat(stream).isNotNull();
                    assertThat(ear.take(3)).hasSize(3);
                }
            }
        }
    }

    /** Those turned away may still be there for a moment. */
    private static LiveStream restarted(CompanionDevice device, Ear ear) throws Exception {
        for (int attempt = 0; ; attempt++) {
            try {
                return device.liveSamples().orElseThrow().start(ear);
            } catch (DeviceException e) {
                if (attempt == 100) {
                    throw e;
                }
                Thread.sleep(50);
            }
        }
    }
}
