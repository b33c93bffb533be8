// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.trialsync.clock.StampRule;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.DeviceException;
import io.trialsync.device.StatusComponent;
import io.trialsync.device.StatusComponent.Event;
import io.trialsync.device.StatusComponent.NetworkDevice;
import io.trialsync.device.StatusComponent.Phone;
import io.trialsync.device.StatusComponent.Recording;
import io.trialsync.device.StatusComponent.Sensor;
import io.trialsync.device.StatusFeed.Following;
import io.trialsync.device.StatusNews;
import io.trialsync.device.StatusNews.Changed;
import io.trialsync.device.StatusNews.Lost;
import io.trialsync.device.StatusNews.OtherDevice;
import io.trialsync.device.StatusNews.Regained;
import io.trialsync.device.StatusNews.State;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompanionFeedTests {

    private static final String PHONE = "{\"data\":{\"battery_level\":97,\"battery_state\":\"OK\","
            + "\"device_id\":\"a41fe4fe2bccf6c3\",\"device_name\":\"Neon Companion\",\"ip\":\"192.168.1.21\","
            + "\"memory\":198471864320,\"memory_state\":\"OK\",\"time_echo_port\":12321},\"model\":\"Phone\"}";
    private static final String RECORDING =
            "{\"data\":{\"action\":\"START\",\"id\":\"b9f3\",\"message\":\"\",\"rec_duration_ns\":0},\"model\":\"Recording\"}";
    private static final Recording STARTED = new Recording("b9f3", "START", Optional.empty(), OptionalLong.of(0));
    private static final FeedTiming QUICK =
            new FeedTiming(Duration.ofSeconds(5), Duration.ofMillis(5), Duration.ofMillis(50));

    private final BlockingQueue<StatusNews> news = new LinkedBlockingQueue<>();
    private final List<AutoCloseable> toClose = new ArrayList<>();

    @AfterEach
    void nothingIsLeftRunning() throws Exception {
        Collections.reverse(toClose);
        for (AutoCloseable each : toClose) {
            each.close();
        }
        assertNoThreadIsLeft();
    }

    /** The HTTP client's own timer threads are shared by the whole process; idle ones end by themselves. */
    private static void assertNoThreadIsLeft() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            String name = thread.getName();
            if (name.startsWith("trialsync-")
                    || (name.startsWith("OkHttp ") && !name.startsWith("OkHttp TaskRunner"))) {
                for (int i = 0;
                        i < 1_000 && thread.isAlive() && thread.getName().equals(name);
                        i++) {
                    thread.join(10);
                }
                assertThat(thread.isAlive() && thread.getName().equals(name))
                        .as(name)
                        .isFalse();
            }
        }
    }

    @Test
    void theWholeStateIsToldFirstAndThenEachChange() throws Exception {
        FeedPhone phone = phone(PHONE, RECORDING);
        follow(phone, QUICK);

        State state = next(State.class);
        assertThat(state.components())
                .containsExactly(
                        new Phone(
                                "a41fe4fe2bccf6c3",
                                Optional.of("Neon Companion"),
                                Optional.of("192.168.1.21"),
                                OptionalInt.of(97),
                                Optional.of("OK"),
                                OptionalLong.of(198_471_864_320L),
                                Optional.of("OK"),
                                OptionalInt.of(12_321)),
                        STARTED);
        phone.push(RECORDING.replace("START", "STOP"));
        assertThat(next(Changed.class).component())
                .isEqualTo(new Recording("b9f3", "STOP", Optional.empty(), OptionalLong.of(0)));
    }

    @Test
    void theExamplesOfThePublishedDescriptionAreUnderstood() throws Exception {
        FeedPhone phone = phone(PHONE);
        follow(phone, QUICK);
        next(State.class);

        phone.push("{\"data\":{\"name\":\"trial.1\",\"recording_id\":null,\"timestamp\":1744271292116000000},"
                + "\"model\":\"Event\"}");
        phone.push("{\"data\":{\"connected\":true,\"device_id\":\"bbbbbbbbbbbbbbbb\",\"device_name\":\"Other\","
                + "\"ip\":\"192.168.1.22\"},\"model\":\"NetworkDevice\"}");
        phone.push("{\"data\":{\"conn_type\":\"WEBSOCKET\",\"connected\":true,\"ip\":\"192.168.1.21\","
                + "\"params\":\"camera\\u003dgaze\\u0026audioenable\\u003doff\",\"port\":8686,\"protocol\":\"rtsp\","
                + "\"sensor\":\"gaze\",\"stream_error\":false},\"model\":\"Sensor\"}");

        assertThat(next(Changed.class).component())
                .isEqualTo(new Event("trial.1", 1_744_271_292_116_000_000L, Optional.empty()));
        assertThat(next(Changed.class).component())
                .isEqualTo(
                        new NetworkDevice("bbbbbbbbbbbbbbbb", Optional.of("Other"), Optional.of("192.168.1.22"), true));
        assertThat(next(Changed.class).component())
                .isEqualTo(new Sensor(
                        "gaze",
                        "WEBSOCKET",
                        true,
                        Optional.of("192.168.1.21"),
                        OptionalInt.of(8_686),
                        Optional.of("rtsp"),
                        Optional.of("camera=gaze&audioenable=off"),
                        Optional.of(false)));
    }

    @Test
    void badFramesEndNothingInAnyPositionAlsoAsTheVeryFirst() throws Exception {
        String deep = "[".repeat(100_000);
        List<String> bad = List.of(
                "{\"data\":{\"x\":1},\"model\":\"Teleporter\"}",
                "not JSON",
                "",
                "7",
                "null",
                "[" + PHONE + "]",
                "{}",
                "{\"model\":7,\"data\":[]}",
                "{\"model\":\"Phone\"}",
                "{\"model\":\"Phone\",\"data\":{\"device_id\":null}}",
                "{\"model\":\"Recording\",\"data\":\"x\"}",
                "{\"model\":\"Event\",\"data\":{\"name\":\"x\",\"timestamp\":1.5}}",
                deep,
                "{\"a\":" + deep,
                "{\"x\":\"" + "y".repeat(900_000) + "\"}");
        for (String first : bad) {
            FeedPhone phone = phone(PHONE);
            List<String> frames = new ArrayList<>(List.of(first));
            frames.addAll(bad);
            frames.add(RECORDING);
            phone.onConnect = frames;
            Following following = follow(phone, QUICK);

            next(State.class);
            assertThat(next(Changed.class).component()).isEqualTo(STARTED);
            phone.send(FeedPhone.frame(2, new byte[] {1, 2, 3}));
            phone.push(RECORDING.replace("START", "SAVE"));
            assertThat(next(Changed.class).component()).isInstanceOf(Recording.class);
            assertThat(phone.webSockets).hasValue(1);
            following.close();
        }
    }

    @Test
    void randomBytesInFramesEndNothing() throws Exception {
        long seed = new SplittableRandom().nextLong();
        Random random = new Random(seed);
        FeedPhone phone = phone(PHONE);
        follow(phone, QUICK);
        next(State.class);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = RECORDING.getBytes(UTF_8);
            for (int k = random.nextInt(20); k >= 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) (32 + random.nextInt(95));
            }
            phone.send(FeedPhone.frame(1, bytes));
        }
        phone.push("{\"data\":{\"name\":\"last\",\"timestamp\":1},\"model\":\"Event\"}");
        StatusComponent last = next(Changed.class).component();
        while (!(last instanceof Event)) {
            last = next(Changed.class).component();
        }
        assertThat(phone.webSockets).as("seed %d", seed).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {(1 << 20) + 1, 1L << 40, Long.MAX_VALUE})
    void aFrameThatAnnouncesTooMuchEndsTheConnectionAndNotTheFeed(long length) throws Exception {
        FeedPhone phone = phone(PHONE);
        follow(phone, QUICK);
        next(State.class);

        byte[] rubbish = new byte[1 << 16];
        phone.send(FeedPhone.header(1, length));
        try {
            for (int i = 0; i < 64; i++) {
                phone.send(rubbish);
            }
        } catch (IOException e) {
            // the client has hung up, as it should
        }

        assertThat(next(Lost.class).reason()).contains("a message is longer than 1048576 bytes");
        next(Regained.class);
        next(State.class);
    }

    @Test
    void aMessageOfEndlessPartsEndsTheConnectionAndNotTheFeed() throws Exception {
        FeedPhone phone = phone(PHONE);
        follow(phone, QUICK);
        next(State.class);
        byte[] part = FeedPhone.frame(1, new byte[1 << 16]);
        part[0] = 1;
        try {
            for (int i = 0; i < 64; i++) {
                phone.send(part);
                part[0] = 0;
            }
        } catch (IOException e) {
            // the client has hung up, as it should
        }

        assertThat(next(Lost.class).reason()).contains("a message is longer than 1048576 bytes");
        next(Regained.class);
    }

    @Test
    void aFrameThatNeverComesToItsEndIsGivenUp() throws Exception {
        FeedPhone phone = phone(PHONE);
        follow(phone, new FeedTiming(Duration.ofMillis(200), Duration.ofMillis(5), Duration.ofMillis(50)));
        next(State.class);
        phone.send(FeedPhone.header(1, 100_000));

        assertThat(next(Lost.class).reason()).contains("pong");
        next(Regained.class);
    }

    @Test
    void aPhoneThatGoesAwayIsLostOnceAndRegainedWithItsState() throws Exception {
        FeedPhone phone = phone(PHONE, RECORDING);
        follow(phone, QUICK);
        next(State.class);
        phone.result = "[" + PHONE + "]";
        phone.hangUp();

        next(Lost.class);
        assertThat(next(Regained.class).awayNanos()).isPositive();
        assertThat(next(State.class).components()).hasSize(1);
        assertThat(phone.webSockets.get()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aPhoneThatAnswersNoPingIsLost() throws Exception {
        FeedPhone phone = phone(PHONE);
        phone.answersPings = false;
        follow(phone, new FeedTiming(Duration.ofMillis(100), Duration.ofMillis(5), Duration.ofMillis(50)));

        next(State.class);
        assertThat(next(Lost.class).reason()).contains("pong");
        next(Regained.class);
    }

    @Test
    void pingsThatAreAnsweredKeepAQuietConnection() throws Exception {
        FeedPhone phone = phone(PHONE);
        follow(phone, new FeedTiming(Duration.ofSeconds(1), Duration.ofMillis(5), Duration.ofMillis(50)));
        next(State.class);
        while (phone.pings.get() < 3) {
            TimeUnit.MILLISECONDS.sleep(10);
        }

        assertThat(news).isEmpty();
        assertThat(phone.webSockets).hasValue(1);
    }

    @Test
    void aPhoneThatIsNotThereIsLostOnceAndFoundWhenItComes() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        follow(new HostAndPort("127.0.0.1", port), QUICK);

        next(Lost.class);
        assertThat(news.poll(300, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void aPhoneThatOpensNoWebSocketIsAskedInstead() throws Exception {
        FeedPhone phone = phone(PHONE);
        phone.opensWebSockets = false;
        follow(phone, QUICK);

        next(State.class);
        phone.result = "[" + PHONE + "," + RECORDING + "]";
        State state = next(State.class);
        while (state.components().size() == 1) {
            state = next(State.class);
        }
        assertThat(state.components()).contains(STARTED);
    }

    @Test
    void noCompressionIsAgreedOn() throws Exception {
        FeedPhone phone = phone(PHONE);
        follow(phone, QUICK);
        next(State.class);

        assertThat(phone.heads).noneMatch(head -> head.contains("Sec-WebSocket-Extensions"));
        assertThat(phone.heads).anyMatch(head -> head.startsWith("GET /api/status HTTP/1.1"));
    }

    @Test
    void anotherPhoneAtTheSameAddressIsSaidAndNotUsedUntilTheRightOneIsBack() throws Exception {
        FeedPhone phone = phone(PHONE);
        CompanionDevice device = CompanionDevice.connect(
                "127.0.0.1", phone.place().port(), StampRule.UNKNOWN, false, DeviceContext.system());
        toClose.add(device);
        toClose.add(device.statusFeed().orElseThrow().follow(news::add));
        next(State.class);
        phone.result = "[" + PHONE.replace("a41fe4fe2bccf6c3", "bbbbbbbbbbbbbbbb") + "]";
        phone.hangUp();

        next(Lost.class);
        String reason = next(OtherDevice.class).reason();
        assertThat(reason)
                .contains("127.0.0.1:" + phone.place().port())
                .contains("its id is [bbbbbbbbbbbbbbbb]")
                .contains("the session was opened with [a41fe4fe2bccf6c3]; it is not used");
        assertThat(catchThrowable(() -> device.markers().orElseThrow().send("x", OptionalLong.empty())))
                .isInstanceOf(DeviceException.class)
                .hasMessage(reason);
        assertThat(catchThrowable(() -> device.recordingControl().orElseThrow().start()))
                .isInstanceOf(DeviceException.class)
                .hasMessage(reason);
        assertThat(phone.heads).noneMatch(head -> head.startsWith("POST"));

        phone.result = "[" + PHONE + "]";
        next(Regained.class);
        next(State.class);
        assertThat(device.status().values()).containsEntry("battery_level", "97");
    }

    @Test
    void aPhoneThatTellsAnotherIdInTheMiddleIsNotHeardAnyMore() throws Exception {
        FeedPhone phone = phone(PHONE);
        follow(phone, QUICK);
        next(State.class);
        phone.push(PHONE.replace("a41fe4fe2bccf6c3", "bbbbbbbbbbbbbbbb"));

        assertThat(next(OtherDevice.class).reason()).contains("[bbbbbbbbbbbbbbbb]");
        next(Regained.class);
    }

    @Test
    void aListenerThatFailsEndsNothing() throws Exception {
        FeedPhone phone = phone(PHONE);
        CompanionFeed feed = feed(phone.place(), QUICK);
        toClose.add(feed.follow(told -> {
            news.add(told);
            throw new IllegalStateException("a defect of the listener");
        }));
        next(State.class);
        phone.push(RECORDING);
        next(Changed.class);
        phone.push(RECORDING);
        next(Changed.class);
        assertThat(phone.webSockets).hasValue(1);
    }

    @Test
    void aClosedFollowingTellsNothingMoreAndMayBeClosedTwice() throws Exception {
        FeedPhone phone = phone(PHONE);
        Following following = follow(phone, QUICK);
        next(State.class);
        following.close();
        following.close();
        assertNoThreadIsLeft();

        assertThat(news).isEmpty();
    }

    @Test
    void restsDoubleUpToTheirLimitAndAreMovedByChance() {
        Backoff backoff = new Backoff(250, 5_000, new SplittableRandom(1));
        long expected = 250;
        for (int i = 0; i < 10; i++) {
            assertThat(backoff.nextMillis()).isBetween(expected * 3 / 4, expected * 5 / 4);
            expected = Math.min(2 * expected, 5_000);
        }
        backoff.reset();
        assertThat(backoff.nextMillis()).isBetween(187L, 313L);
    }

    private FeedPhone phone(String... components) throws IOException {
        FeedPhone phone = new FeedPhone(components);
        toClose.add(phone);
        return phone;
    }

    private Following follow(FeedPhone phone, FeedTiming timing) {
        return follow(phone.place(), timing);
    }

    private Following follow(HostAndPort place, FeedTiming timing) {
        Following following = feed(place, timing).follow(news::add);
        toClose.add(following);
        return following;
    }

    private static CompanionFeed feed(HostAndPort place, FeedTiming timing) {
        return new CompanionFeed(
                place,
                new PhoneGuard(place, "a41fe4fe2bccf6c3"),
                new UnknownParts(place),
                timing,
                System::nanoTime,
                new SplittableRandom(1));
    }

    private <T extends StatusNews> T next(Class<T> type) throws InterruptedException {
        StatusNews told = news.poll(20, TimeUnit.SECONDS);
        assertThat(told).isInstanceOf(type);
        return type.cast(told);
    }
}
