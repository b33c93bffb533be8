// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trialsync.device.Device;
import io.trialsync.device.DeviceAddress;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.DeviceException;
import io.trialsync.device.companion.CompanionProvider;
import io.trialsync.device.companion.discovery.CompanionSearch;
import io.trialsync.device.companion.discovery.FoundCompanion;
import io.trialsync.device.companion.discovery.SearchInterface;
import io.trialsync.device.companion.discovery.SearchListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On the loopback interface; announcements take some seconds to be heard, so that all tests share two phones. */
class DiscoveryTests {

    private static final String ODD_NAME = "Zoë's: 2. phone ._x 眼";
    private static final long SECOND = 1_000_000_000L;

    /** A clock that runs five times as slow: a search gives up after fifty seconds, not ten. */
    private static final DeviceContext PATIENT = new DeviceContext(() -> System.nanoTime() / 5);

    private static final List<AutoCloseable> OPEN = new ArrayList<>();
    private static SimulatedCompanion neon;
    private static SimulatedCompanion invisible;

    @BeforeAll
    static void announceTwoPhones() throws IOException, InterruptedException {
        neon = announced("simulated:neon?seed=1");
        invisible = announced("simulated:invisible?seed=2&name=" + encoded(ODD_NAME));
        Events events = new Events();
        try (CompanionSearch search = CompanionSearch.start(SearchInterface.loopback(), events)) {
            events.await("appeared " + neon.deviceId());
            // the other one may have been heard before
            long deadline = System.nanoTime() + 60 * SECOND;
            while (search.found().size() < 2 && System.nanoTime() < deadline) {
                Thread.sleep(20);
            }
        }
    }

    @AfterAll
    static void sayGoodbye() throws Exception {
        for (AutoCloseable open : OPEN) {
            open.close();
        }
    }

    private static SimulatedCompanion announced(String address) throws DeviceException {
        SimulatedCompanion phone = SimulatedCompanion.start(CompanionSpec.parse(address));
        OPEN.add(CompanionAnnouncement.of(phone));
        OPEN.add(phone);
        return phone;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What a search says, as words that can be waited for. */
    private static final class Events implements SearchListener {

        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

        @Override
        public void appeared(FoundCompanion phone) {
            events.add("appeared " + phone.id());
        }

        @Override
        public void changed(FoundCompanion phone) {
            events.add("changed " + phone.id() + " " + phone.address());
        }

        @Override
        public void gone(FoundCompanion phone) {
            events.add("gone " + phone.id());
        }

        void await(String wanted) throws InterruptedException {
            List<String> heard = new ArrayList<>();
            for (String event = ""; !event.equals(wanted); heard.add(event)) {
                event = events.poll(60, TimeUnit.SECONDS);
                assertThat(event)
                        .as("waiting for [%s], heard %s", wanted, heard)
                        .isNotNull();
            }
        }
    }

    private static Device open(String place) throws DeviceException {
        return open(place, DeviceContext.system());
    }

    private static Device open(String place, DeviceContext context) throws DeviceException {
        return new CompanionProvider(SearchInterface::loopback)
                .open(DeviceAddress.parse("companion:" + place), context);
    }

    @Test
    void aPhoneIsKnownByItsIdWhateverItsName() throws DeviceException {
        try (Device device = open("id=" + invisible.deviceId(), PATIENT)) {
            assertThat(device.identity().id()).isEqualTo(invisible.deviceId());
            assertThat(device.identity().name()).isEqualTo(ODD_NAME);
        }
    }

    @Test
    void aPhoneIsFoundByItsName() throws DeviceException {
        try (Device device = open("name=" + encoded(ODD_NAME))) {
            assertThat(device.identity().id()).isEqualTo(invisible.deviceId());
        }
        try (Device device = open("name=Neon%20Companion")) {
            assertThat(device.identity().id()).isEqualTo(neon.deviceId());
        }
    }

    @Test
    void aPhoneIsFoundByTheSerialNumberOfItsGlasses() throws DeviceException {
        String serial;
        try (Device device = open(invisible.host() + ":" + invisible.port())) {
            serial = device.identity().serial().orElseThrow();
        }
        try (Device device = open("serial=" + serial, PATIENT)) {
            assertThat(device.identity().id()).isEqualTo(invisible.deviceId());
        }
    }

    @Test
    void autoRefusesToGuessAmongSeveral() {
        assertThatExceptionOfType(DeviceException.class)
                .isThrownBy(() -> open("auto", PATIENT))
                .withMessageContaining("companion:id=" + neon.deviceId())
                .withMessageContaining("companion:id=" + invisible.deviceId())
                .withMessageContaining("127.0.0.1:" + neon.port())
                .withMessageContaining(ODD_NAME);
    }

    @Test
    void aPhoneThatIsNotThereIsLookedForInVainWithAdvice() {
        // a clock that runs five times as fast: the ten seconds are two
        DeviceContext hasty = new DeviceContext(() -> 5 * System.nanoTime());
        assertThatExceptionOfType(DeviceException.class)
                .isThrownBy(() -> open("id=ffffffffffffffff", hasty))
                .withMessageContaining("with id [ffffffffffffffff]")
                .withMessageMatching(".* within \\d+ s on lo.*")
                .withMessageContaining("(127.0.0.1)")
                .withMessageContaining("hotspot")
                .withMessageContaining("Ethernet hub")
                .withMessageContaining("guest and university Wi-Fi, a VPN and firewalls")
                .withMessageNotContaining("\n");
    }

    @Test
    void whoAnswersMustBeWhoWasAnnounced() throws IOException {
        try (JmDNS impostor = JmDNS.create(InetAddress.getByAddress("pi", new byte[] {127, 0, 0, 1}), "pi")) {
            impostor.registerService(ServiceInfo.create(
                    "_http._tcp.local.", "PI monitor:Other:00000000deadbeef", neon.port(), 0, 0, Map.of("path", "/")));
            assertThatExceptionOfType(DeviceException.class)
                    .isThrownBy(() -> open("id=00000000deadbeef", PATIENT))
                    .withMessageContaining("has the id [" + neon.deviceId() + "]");
        }
    }

    @Test
    void aPhoneThatMovesIsFollowedAndOneThatLeavesIsGone() throws IOException, InterruptedException {
        CompanionSpec spec = CompanionSpec.parse("simulated:neon?seed=3");
        Events events = new Events();
        try (CompanionSearch search = CompanionSearch.start(SearchInterface.loopback(), events);
                SimulatedCompanion before = SimulatedCompanion.start(spec);
                SimulatedCompanion after = SimulatedCompanion.start(spec)) {
            CompanionAnnouncement first = CompanionAnnouncement.of(before);
            events.await("appeared " + before.deviceId());
            first.close();
            events.await("gone " + before.deviceId());
            CompanionAnnouncement second = CompanionAnnouncement.of(after);
            events.await("appeared " + before.deviceId());
            assertThat(search.found())
                    .filteredOn(phone -> phone.id().equals(after.deviceId()))
                    .singleElement()
                    .satisfies(phone -> assertThat(phone.address()).isEqualTo("companion:127.0.0.1:" + after.port()));
            second.close();
            events.await("gone " + before.deviceId());
        }
    }

    @Test
    void oneShotQueriesAreAnsweredToThePortTheyCameFrom() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            socket.setSoTimeout(20_000);
            byte[] query = pointerQuery();
            socket.send(new DatagramPacket(
                    query,
                    query.length,
                    InetAddress.getByAddress(new byte[] {(byte) 224, 0, 0, (byte) 251}),
                    Integer.getInteger("net.mdns.port", 5353)));
            String reply = "";
            // others answer too, and some with nothing but additional records, which the vendor's client does not read
            while (!reply.contains(neon.deviceId()) || !reply.startsWith("\0\52\204\0\0\1\0\4\0\0\0\0")) {
                DatagramPacket packet = new DatagramPacket(new byte[9_000], 9_000);
                socket.receive(packet);
                reply = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
            }
            assertThat(reply).contains("PI monitor:Neon Companion:" + neon.deviceId(), "path=/", "\4neon");
            assertThat(reply).as("an A record of 127.0.0.1").contains("\0\4\177\0\0\1");
        }
    }

    private static byte[] pointerQuery() throws IOException {
        ByteArrayOutputStream query = new ByteArrayOutputStream();
        query.write(new byte[] {0, 42, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        for (String label : List.of("_http", "_tcp", "local")) {
            query.write(label.length());
            query.write(label.getBytes(StandardCharsets.US_ASCII));
        }
        query.write(new byte[] {0, 0, 12, 0, 1});
        return query.toByteArray();
    }

    @Test
    void addressesThatAskForSomethingElseAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open("colour=red"))
                .withMessageContaining("[colour]")
                .withMessageContaining("id, name or serial");
        assertThatIllegalArgumentException().isThrownBy(() -> open("id=")).withMessageContaining("no value");
        assertThatIllegalArgumentException().isThrownBy(() -> open("auto?id=x")).withMessageContaining("[id]");
    }

    @Test
    void namesThatDoNotFitALabelAreCutButNotTheId() throws DeviceException {
        SimulatedCompanion phone =
                SimulatedCompanion.start(CompanionSpec.parse("simulated:neon?seed=4&name=" + encoded("眼".repeat(40))));
        try (phone;
                CompanionAnnouncement announcement = CompanionAnnouncement.of(phone)) {
            assertThat(announcement.instance()).startsWith("PI monitor:眼").endsWith("眼:" + phone.deviceId());
            assertThat(announcement.instance().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(61, 63);
        }
    }
}
