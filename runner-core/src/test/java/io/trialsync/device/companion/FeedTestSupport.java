// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.device.StatusComponent.Recording;
import io.trialsync.device.StatusFeed.Following;
import io.trialsync.device.StatusNews;
import io.trialsync.device.StatusNews.State;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;

/** Phones that a test makes and the feeds that follow them, both closed behind it, and what the feeds told. */
abstract class FeedTestSupport {

    static final String PHONE = "{\"data\":{\"battery_level\":97,\"battery_state\":\"OK\","
            + "\"device_id\":\"a41fe4fe2bccf6c3\",\"device_name\":\"Neon Companion\",\"ip\":\"192.168.1.21\","
            + "\"memory\":198471864320,\"memory_state\":\"OK\",\"time_echo_port\":12321},\"model\":\"Phone\"}";
    static final String RECORDING =
            "{\"data\":{\"action\":\"START\",\"id\":\"b9f3\",\"message\":\"\",\"rec_duration_ns\":0},\"model\":\"Recording\"}";
    static final Recording STARTED = new Recording("b9f3", "START", Optional.empty(), OptionalLong.of(0));
    static final FeedTiming QUICK = new FeedTiming(Duration.ofSeconds(5), Duration.ofMillis(5), Duration.ofMillis(50));

    final BlockingQueue<StatusNews> news = new LinkedBlockingQueue<>();
    final List<AutoCloseable> toClose = new ArrayList<>();

    @AfterEach
    void nothingIsLeftRunning() throws Exception {
        Collections.reverse(toClose);
        for (AutoCloseable each : toClose) {
            each.close();
        }
        assertNoThreadIsLeft();
    }

    /** The HTTP client's own timer threads are shared by the whole process; idle ones end by themselves. */
    static void assertNoThreadIsLeft() throws InterruptedException {
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

    final FeedPhone phone(String... components) throws IOException {
        FeedPhone phone = new FeedPhone(components);
        toClose.add(phone);
        return phone;
    }

    final Following follow(FeedPhone phone, FeedTiming timing) {
        return follow(phone.place(), timing);
    }

    final Following follow(HostAndPort place, FeedTiming timing) {
        Following following = feed(place, timing).follow(news::add);
        toClose.add(following);
        return following;
    }

    static CompanionFeed feed(HostAndPort place, FeedTiming timing) {
        return new CompanionFeed(
                place,
                new PhoneGuard(place, "a41fe4fe2bccf6c3"),
                new UnknownParts(place),
                timing,
                System::nanoTime,
                new SplittableRandom(1));
    }

    final <T extends StatusNews> T next(Class<T> type) throws InterruptedException {
        return next(type, told -> false);
    }

    /** A busy computer may notice missing pings so late that the connection is first renewed, which tells the state once more. */
    final <T extends StatusNews> T nextAfterStates(Class<T> type) throws InterruptedException {
        return next(type, told -> told instanceof State);
    }

    private <T extends StatusNews> T next(Class<T> type, Predicate<StatusNews> skipped) throws InterruptedException {
        long begun = System.nanoTime();
        StatusNews told = news.poll(20, TimeUnit.SECONDS);
        while (told != null && skipped.test(told) && System.nanoTime() - begun < 60_000_000_000L) {
            told = news.poll(20, TimeUnit.SECONDS);
        }
        assertThat(told).isInstanceOf(type);
        return type.cast(told);
    }
}
