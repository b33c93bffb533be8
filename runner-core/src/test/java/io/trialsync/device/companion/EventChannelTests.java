// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import io.trialsync.device.DeviceException;
import io.trialsync.device.MarkerReply;
import io.trialsync.device.RawExchange;
import io.trialsync.device.companion.ScriptedPhone.Received;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventChannelTests {

    private static final long STAMP = 1_744_271_292_116_000_000L;
    private static final String OK =
            "{\"message\":\"Success\",\"result\":{\"recording_id\":\"b7d0e4a2\",\"timestamp\":" + STAMP + "}}";

    @Test
    void anEventWithoutTimeHasOnlyItsName() throws IOException {
        try (ScriptedPhone phone = ScriptedPhone.answering(OK);
                CompanionHttp http = http(phone)) {
            MarkerReply reply = new EventChannel(http).send("trial.001.begin", OptionalLong.empty());

            assertThat(phone.received())
                    .extracting(Received::line, Received::body)
                    .containsExactly(tuple("POST /api/event", "{\"name\":\"trial.001.begin\"}"));
            assertThat(reply.deviceNanos()).isEqualTo(STAMP);
            assertThat(reply.recordingId()).contains("b7d0e4a2");
        }
    }

    @Test
    void anEventWithTimeCarriesItInFull() throws IOException {
        try (ScriptedPhone phone = ScriptedPhone.answering(OK);
                CompanionHttp http = http(phone)) {
            new EventChannel(http).send("größe \"8\"", OptionalLong.of(1_744_271_291_692_745_123L));

            assertThat(phone.received().get(0).body())
                    .isEqualTo("{\"name\":\"größe \\\"8\\\"\",\"timestamp\":1744271291692745123}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"result\":{\"timestamp\":5}}",
                "{\"result\":{\"timestamp\":5,\"recording_id\":null}}",
                "{\"result\":{\"timestamp\":5,\"recording_id\":\"\"}}",
                "{\"result\":{\"timestamp\":5,\"recording_id\":7}}",
                "{\"mood\":[],\"result\":{\"name\":\"x\",\"timestamp\":5,\"new\":{}}}"
            })
    void withoutARecordingTheReplyNamesNone(String json) throws IOException {
        try (ScriptedPhone phone = ScriptedPhone.answering(json);
                CompanionHttp http = http(phone)) {
            MarkerReply reply = new EventChannel(http).send("x", OptionalLong.empty());

            assertThat(reply.recordingId()).isEmpty();
            assertThat(reply.deviceNanos()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.7442712916927e18",
                "\"1744271292116000000\"",
                "123456789012345678901234567890",
                "-1",
                "null",
                "true",
                "9223372036854775807",
                "{}",
                "[1]"
            })
    void aTimestampThatIsNoneIsNamed(String timestamp) throws IOException {
        try (ScriptedPhone phone = ScriptedPhone.answering("{\"result\":{\"timestamp\":" + timestamp + "}}");
                CompanionHttp http = http(phone)) {
            Throwable thrown = catchThrowable(() -> new EventChannel(http).send("x", OptionalLong.empty()));

            assertThat(thrown)
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("127.0.0.1:" + phone.port())
                    .hasMessageContaining("a whole number of nanoseconds from 0 to");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"result\":null}", "{\"result\":[]}", "{}", "{\"result\":{}}"})
    void aReplyWithoutTimestampIsRefused(String json) throws IOException {
        assertFailure(json, 200, "answered an event with the timestamp");
    }

    @Test
    void aRefusalCarriesTheReasonOfThePhone() throws IOException {
        assertFailure(
                "{\"message\":\"Already\\nrecording!\",\"result\":null}",
                500,
                "refused POST /api/event: Already recording! (HTTP 500)");
        assertFailure("{\"message\":\"" + "x".repeat(5_000) + "\"}", 500, "xxx… (HTTP 500)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"message\":null}", "{\"message\":{}}"})
    void aRefusalWithoutReasonIsStillARefusal(String body) throws IOException {
        assertFailure(body, 500, "refused POST /api/event: no reason given (HTTP 500)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "{\"a\":", "{} trailing"})
    void whatIsNotJsonIsSaidToBeSo(String body) throws IOException {
        assertFailure(body, 200, body.isEmpty() ? "no object" : "something other than JSON");
    }

    @Test
    void anArrayAndABottomlessNestAreRefused() throws IOException {
        assertFailure("[{\"result\":{\"timestamp\":5}}]", 200, "JSON that is no object");
        assertFailure("{\"result\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}", 200, "nested deeper than 64");
        assertFailure("{\"result\":{\"timestamp\":" + "9".repeat(100_000) + "}}", 200, "");
    }

    @Test
    void aReplyOfMoreThanAMebibyteIsNotReadToItsEnd() throws IOException {
        assertFailure("{\"x\":\"" + "x".repeat(2 << 20) + "\"}", 200, "with more than 1048576 bytes");
    }

    @Test
    void aReplyThatDripsEndsWithTheTimeOut() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        try (ScriptedPhone phone = ScriptedPhone.http((request, out) -> drip(out, over));
                CompanionHttp http = http(phone)) {
            assertThat(catchThrowable(() -> new EventChannel(http).send("x", OptionalLong.empty())))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("no answer from the phone at 127.0.0.1:" + phone.port())
                    .hasMessageContaining("it took too long");
            over.countDown();
        }
    }

    /** Never as long without a byte as a read may take, and never done. */
    private static void drip(OutputStream out, CountDownLatch over) throws IOException {
        out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        try {
            while (!over.await(200, TimeUnit.MILLISECONDS)) {
                out.write(' ');
                out.flush();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void aConnectionClosedInTheMiddleOfAReplyIsAFailure() throws IOException {
        try (ScriptedPhone phone = ScriptedPhone.tcp((in, out) -> {
                    in.read();
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"mess"
                            .getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                });
                CompanionHttp http = http(phone)) {
            Throwable thrown = catchThrowable(() -> new EventChannel(http).send("x", OptionalLong.empty()));

            assertThat(thrown)
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining(
                            "no answer from the phone at 127.0.0.1:" + phone.port() + " to POST /api/event");
            assertThat(thrown.getMessage())
                    .contains("check that the Companion app is open")
                    .doesNotContain("\n");
        }
    }

    @Test
    void aMarkerIsNeverSentTwiceWhenAReusedConnectionBreaks() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        try (ScriptedPhone phone = ScriptedPhone.http((request, out) -> {
                    if (requests.incrementAndGet() == 2) {
                        throw new IOException("hang up without an answer");
                    }
                    ScriptedPhone.reply(out, 200, OK);
                });
                CompanionHttp http = http(phone)) {
            EventChannel channel = new EventChannel(http);
            channel.send("one", OptionalLong.empty());

            assertThat(catchThrowable(() -> channel.send("two", OptionalLong.empty())))
                    .isInstanceOf(DeviceException.class);
            channel.send("three", OptionalLong.empty());

            assertThat(phone.received())
                    .extracting(Received::body)
                    .containsExactly("{\"name\":\"one\"}", "{\"name\":\"two\"}", "{\"name\":\"three\"}");
            assertThat(phone.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"503 Busy\r\nRetry-After: 0", "408 Slow", "307 Elsewhere\r\nLocation: /api/event", "401 Who"})
    void aMarkerIsNeverSentTwiceByOrderOfTheDevice(String status) throws IOException {
        try (ScriptedPhone phone = ScriptedPhone.http((request, out) -> {
                    out.write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                });
                CompanionHttp http = http(phone)) {
            assertThat(catchThrowable(() -> new EventChannel(http).send("x", OptionalLong.empty())))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("(HTTP " + status.substring(0, 3) + ")");
            assertThat(phone.received()).hasSize(1);
        }
    }

    @Test
    void theStampsEncloseWhatThePhoneSawOnOneConnection() throws IOException {
        List<long[]> seen = new CopyOnWriteArrayList<>();
        try (ScriptedPhone phone = ScriptedPhone.http((request, out) -> {
                    seen.add(new long[] {request.receivedNanoTime(), System.nanoTime()});
                    ScriptedPhone.reply(out, 200, OK);
                });
                CompanionHttp http = http(phone)) {
            EventChannel channel = new EventChannel(http);
            for (int i = 0; i < 20; i++) {
                long before = System.nanoTime();
                RawExchange exchange = channel.exchange();
                long after = System.nanoTime();

                assertThat(new long[] {
                            before,
                            exchange.sendNanoTime(),
                            seen.get(i)[0],
                            seen.get(i)[1],
                            exchange.receiveNanoTime(),
                            after
                        })
                        .isSorted();
                assertThat(exchange.first()).isEqualTo(i == 0);
                assertThat(exchange.deviceNanos()).isEqualTo(STAMP);
                assertThat(exchange.resolutionNanos()).isEqualTo(1_000_000);
            }
            assertThat(phone.connections()).isEqualTo(1);
            assertThat(phone.received()).extracting(Received::body).doesNotHaveDuplicates();
        }
    }

    @Test
    void afterIdlingAnExchangeIsMarkedAsFirstAgain() throws IOException {
        AtomicLong clock = new AtomicLong();
        try (ScriptedPhone phone = ScriptedPhone.answering(OK);
                CompanionHttp http = new CompanionHttp(phone.place(), () -> clock.addAndGet(1_000))) {
            EventChannel channel = new EventChannel(http);

            assertThat(channel.exchange().first()).isTrue();
            clock.addAndGet(4_000_000_000L);
            assertThat(channel.exchange().first()).isFalse();
            clock.addAndGet(6_000_000_000L);
            assertThat(channel.exchange().first()).isTrue();
            assertThat(phone.connections()).isEqualTo(1);
        }
    }

    @Test
    void anAnswerThatWasThereBeforeTheQuestionHasNoStamps() throws IOException {
        byte[] twice = ("HTTP/1.1 200 OK\r\nContent-Length: " + OK.length() + "\r\n\r\n" + OK)
                .repeat(2)
                .getBytes(StandardCharsets.US_ASCII);
        try (ScriptedPhone phone = ScriptedPhone.http((request, out) -> {
                    out.write(twice);
                    out.flush();
                });
                CompanionHttp http = http(phone)) {
            EventChannel channel = new EventChannel(http);
            channel.exchange();

            assertThat(catchThrowable(channel::exchange)).isInstanceOf(DeviceException.class);
        }
    }

    @Test
    void anInterruptedWaitIsSaidToBeSo() throws IOException {
        try (ScriptedPhone phone = ScriptedPhone.answering(OK);
                CompanionHttp http = http(phone)) {
            Thread.currentThread().interrupt();
            Throwable thrown = catchThrowable(() -> new EventChannel(http).send("x", OptionalLong.empty()));
            boolean kept = Thread.interrupted();

            assertThat(thrown).isInstanceOf(DeviceException.class).hasMessageContaining("was interrupted");
            assertThat(kept).isTrue();
        }
    }

    private static CompanionHttp http(ScriptedPhone phone) {
        return new CompanionHttp(phone.place(), System::nanoTime);
    }

    private static void assertFailure(String body, int code, String part) throws IOException {
        try (ScriptedPhone phone = ScriptedPhone.http((request, out) -> ScriptedPhone.reply(out, code, body));
                CompanionHttp http = http(phone)) {
            Throwable thrown = catchThrowable(() -> new EventChannel(http).send("x", OptionalLong.empty()));

            assertThat(thrown)
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("127.0.0.1:" + phone.port())
                    .hasMessageContaining(part);
            assertThat(thrown.getMessage()).doesNotContain("\n").hasSizeLessThan(600);
        }
    }
}
