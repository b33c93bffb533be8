// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.trialsync.clock.StampRule;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.DeviceException;
import io.trialsync.device.StatusComponent.Event;
import io.trialsync.device.StatusComponent.NetworkDevice;
import io.trialsync.device.StatusComponent.Phone;
import io.trialsync.device.StatusComponent.Recording;
import io.trialsync.device.StatusComponent.Sensor;
import io.trialsync.device.StatusFeed.Following;
import io.trialsync.device.StatusNews.Changed;
import io.trialsync.device.StatusNews.Lost;
import io.trialsync.device.StatusNews.OtherDevice;
import io.trialsync.device.StatusNews.Regained;
import io.trialsync.device.StatusNews.State;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CompanionFeedTests extends FeedTestSupport {

    @Test
    void theWholeStateIsToldFirstAndThenEachChange() throws Exception {
        long before = System.nanoTime();
        FeedPhone phone = phone(PHONE, RECORDING);
        follow(phone, QUICK);

        State state = next(State.class);
        assertThat(state.askedNanoTime() - before).isPositive();
        assertThat(System.nanoTime() - state.askedNanoTime()).isPositive();
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
        assertThat(nextAfterStates(Lost.class).reason()).contains("pong");
        next(Regained.class);
    }

    @Test
    void pingsThatAreAnsweredKeepAQuietConnection() throws Exception {
        FeedPhone phone = phone(PHONE);
        follow(phone, new FeedTiming(Duration.ofSeconds(1), Duration.ofMillis(5), Duration.ofMillis(50)));
        next(State.class);
        long begun = System.nanoTime();
        while (phone.pings.get() < 3) {
            assertThat(System.nanoTime() - begun).as("waiting for pings").isLessThan(60_000_000_000L);
            TimeUnit.MILLISECONDS.sleep(10);
        }

        // a pause of this computer may have cost a connection, and then another one had three pings
        int renewals = phone.webSockets.get() - 1;
        assertThat(news).as("lost, regained and the state for each renewal").hasSizeLessThanOrEqualTo(3 * renewals);
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
}
