// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.trialsync.device.DeviceException;
import io.trialsync.device.RawExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class TimeEchoChannelTests {

    private static final long PHONE_MILLIS = 1_760_676_788_657L;

    /** What becomes of one request. */
    interface Echo {
        void answer(byte[] token, OutputStream out) throws IOException;
    }

    @Test
    void theReplyOfThePublishedVectorIsRead() throws IOException {
        byte[] time = HexFormat.of().parseHex("00000199f083b9b1");
        try (ScriptedPhone phone = echo((token, out) -> out.write(concat(token, time)));
                TimeEchoChannel channel = channel(phone)) {
            RawExchange exchange = channel.exchange();

            assertThat(exchange.deviceNanos()).isEqualTo(PHONE_MILLIS * 1_000_000);
            assertThat(exchange.resolutionNanos()).isEqualTo(1_000_000);
            assertThat(channel.clock()).isEqualTo("wall");
            assertThat(channel.name()).isEqualTo("time-echo");
        }
    }

    @Test
    void theStampsEncloseWhatThePhoneSawAndTheConnectionIsKept() throws IOException {
        AtomicLong seen = new AtomicLong();
        try (ScriptedPhone phone = echo((token, out) -> {
                    seen.set(System.nanoTime());
                    out.write(reply(token));
                });
                TimeEchoChannel channel = channel(phone)) {
            for (int i = 0; i < 50; i++) {
                RawExchange exchange = channel.exchange();

                assertThat(exchange.sendNanoTime()).isLessThanOrEqualTo(seen.get());
                assertThat(exchange.receiveNanoTime()).isGreaterThanOrEqualTo(seen.get());
                assertThat(exchange.first()).isEqualTo(i == 0);
            }
            assertThat(phone.connections()).isEqualTo(1);
        }
    }

    @Test
    void afterIdlingAnExchangeIsMarkedAsFirstAgain() throws IOException {
        AtomicLong clock = new AtomicLong();
        try (ScriptedPhone phone = echo((token, out) -> out.write(reply(token)));
                TimeEchoChannel channel = new TimeEchoChannel(phone.place(), () -> clock.addAndGet(1_000))) {
            channel.exchange();
            clock.addAndGet(4_000_000_000L);
            assertThat(channel.exchange().first()).isFalse();
            clock.addAndGet(6_000_000_000L);
            assertThat(channel.exchange().first()).isTrue();
        }
    }

    @Test
    void aReplyInSingleBytesIsReadAndEndsWithTheFirstByteOfThePhonesTime() throws IOException {
        AtomicLong stamped = new AtomicLong();
        try (ScriptedPhone phone = echo((token, out) -> {
                    for (byte each : token) {
                        out.write(each);
                        out.flush();
                        pause();
                    }
                    stamped.set(System.nanoTime()); // this phone reads its clock only after sending the echo
                    for (byte each : time()) {
                        out.write(each);
                        out.flush();
                        pause();
                    }
                });
                TimeEchoChannel channel = channel(phone)) {
            RawExchange exchange = channel.exchange();

            assertThat(exchange.deviceNanos()).isEqualTo(PHONE_MILLIS * 1_000_000);
            assertThat(exchange.receiveNanoTime()).isGreaterThanOrEqualTo(stamped.get());
        }
    }

    @Test
    void aWrongEchoIsAFailureAndTheNextExchangeConnectsAnew() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        try (ScriptedPhone phone = echo((token, out) ->
                        out.write(requests.incrementAndGet() == 2 ? reply(new byte[8]) : reply(token)));
                TimeEchoChannel channel = channel(phone)) {
            channel.exchange();
            assertThat(catchThrowable(channel::exchange))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("127.0.0.1:" + phone.port() + " echoed [0] instead of [");

            assertThat(channel.exchange().first()).isTrue();
            assertThat(phone.connections()).isEqualTo(2);
        }
    }

    @Test
    void anEarlyCloseIsAFailure() throws IOException {
        for (int bytes : new int[] {0, 7, 8, 15}) {
            try (ScriptedPhone phone = ScriptedPhone.tcp((in, out) -> {
                        byte[] reply = reply(in.readNBytes(8));
                        out.write(reply, 0, bytes);
                        out.flush();
                    });
                    TimeEchoChannel channel = channel(phone)) {
                assertThat(catchThrowable(channel::exchange))
                        .isInstanceOf(DeviceException.class)
                        .hasMessageStartingWith("no answer from the phone at 127.0.0.1:" + phone.port()
                                + " to Time Echo: the connection was closed (after " + bytes + " of 16 bytes); check");
            }
        }
    }

    @Test
    void extraBytesAreNeverTakenForTheNextReply() throws IOException {
        try (ScriptedPhone phone = echo((token, out) -> out.write(concat(reply(token), reply(token))));
                TimeEchoChannel channel = channel(phone)) {
            channel.exchange();

            assertThat(catchThrowable(() -> {
                        for (int i = 0; i < 3; i++) {
                            channel.exchange(); // the extra bytes may not yet be there at once
                        }
                    }))
                    .isInstanceOf(DeviceException.class);
            assertThat(channel.exchange().first()).isTrue();
        }
    }

    @Test
    void aTimeThatIsNoneIsRefused() throws IOException {
        for (long millis : new long[] {-1, Long.MAX_VALUE, Long.MIN_VALUE, (1L << 62) / 1_000_000 + 1}) {
            byte[] time = ByteBuffer.allocate(8).putLong(millis).array();
            try (ScriptedPhone phone = echo((token, out) -> out.write(concat(token, time)));
                    TimeEchoChannel channel = channel(phone)) {
                assertThat(catchThrowable(channel::exchange))
                        .isInstanceOf(DeviceException.class)
                        .hasMessageContaining("gave the time [" + millis + "]");
            }
        }
    }

    @Test
    void aPhoneThatNeverAnswersIsGivenUp() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        try (ScriptedPhone phone = ScriptedPhone.tcp((in, out) -> await(over));
                TimeEchoChannel channel = channel(phone)) {
            assertThat(catchThrowable(channel::exchange))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("it took too long")
                    .hasMessageContaining("check that the Companion app is open");
            over.countDown();
        }
    }

    @Test
    void closingEndsAnExchangeThatWaits() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        try (ScriptedPhone phone = ScriptedPhone.tcp((in, out) -> {
            in.readNBytes(8);
            asked.countDown();
            await(over);
        })) {
            TimeEchoChannel channel = channel(phone);
            CompletableFuture<Throwable> thrown =
                    CompletableFuture.supplyAsync(() -> catchThrowable(channel::exchange));
            asked.await();
            channel.close();

            assertThat(thrown.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(DeviceException.class)
                    .hasMessage("the link to the phone at 127.0.0.1:" + phone.port() + " is closed");
            over.countDown();
        }
    }

    @Test
    void whereNothingListensTheMessageSaysSoEveryTime() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (TimeEchoChannel channel = new TimeEchoChannel(new HostAndPort("127.0.0.1", port), System::nanoTime)) {
            for (int i = 0; i < 2; i++) {
                assertThat(catchThrowable(channel::exchange))
                        .isInstanceOf(DeviceException.class)
                        .hasMessageContaining("to Time Echo: nothing accepts connections there");
            }
        }
    }

    @Test
    void anUnknownHostIsNamed() {
        try (TimeEchoChannel channel =
                new TimeEchoChannel(new HostAndPort("no-such-phone.invalid", 1), System::nanoTime)) {
            assertThat(catchThrowable(channel::exchange))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("no-such-phone.invalid:1 to Time Echo: no such host is known");
        }
    }

    private static TimeEchoChannel channel(ScriptedPhone phone) {
        return new TimeEchoChannel(phone.place(), System::nanoTime);
    }

    private static ScriptedPhone echo(Echo echo) throws IOException {
        return ScriptedPhone.tcp((in, out) -> {
            for (byte[] token = next(in); token.length == 8; token = next(in)) {
                echo.answer(token, out);
                out.flush();
            }
        });
    }

    private static byte[] next(InputStream in) throws IOException {
        return in.readNBytes(8);
    }

    private static byte[] time() {
        return ByteBuffer.allocate(8).putLong(PHONE_MILLIS).array();
    }

    private static byte[] reply(byte[] token) {
        return concat(token, time());
    }

    private static byte[] concat(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }

    private static void pause() {
        LockSupport.parkNanos(2_000_000);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
