// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.device.StatusComponent;
import io.trialsync.device.StatusComponent.Event;
import io.trialsync.device.StatusComponent.Recording;
import io.trialsync.device.StatusFeed.Following;
import io.trialsync.device.StatusNews.Changed;
import io.trialsync.device.StatusNews.Lost;
import io.trialsync.device.StatusNews.Regained;
import io.trialsync.device.StatusNews.State;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What frames may do to a feed: nothing. */
class CompanionFeedFramesTests extends FeedTestSupport {

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
        phone.lastOnConnect = FeedPhone.header(1, 100_000);
        follow(phone, new FeedTiming(Duration.ofMillis(200), Duration.ofMillis(5), Duration.ofMillis(50)));
        next(State.class);

        assertThat(nextAfterStates(Lost.class).reason()).contains("pong");
        next(Regained.class);
    }
}
