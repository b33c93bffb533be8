// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.ntp;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.device.ntp.FakeNtpServer.Packet;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NtpReplyTests {

    private static final long NONCE = 0x0123_4567_89AB_CDEFL;

    private static Packet good() {
        return new Packet(NONCE).received(FakeNtpServer.BASE).sent(FakeNtpServer.BASE + 1_000);
    }

    private static NtpReply parse(Packet packet) {
        return NtpReply.parse(packet.bytes(), NtpReply.PACKET_BYTES, NONCE);
    }

    @Test
    void aRequestSaysNothingOfThisComputer() {
        byte[] request = NtpReply.request(NONCE);
        assertThat(request).hasSize(48).startsWith(0x23);
        assertThat(ByteBuffer.wrap(request).getLong(40)).isEqualTo(NONCE);
        for (int i = 1; i < 40; i++) {
            assertThat(request[i]).as("byte %d", i).isZero();
        }
    }

    @Test
    void anAnswerHasBothStampsAndHowFarOffTheyMayBe() {
        assertThat(parse(good().rootMillis(20, 5))).isInstanceOfSatisfying(NtpReply.Time.class, time -> {
            assertThat(time.receivedNanos()).isBetween(FakeNtpServer.BASE - 1, FakeNtpServer.BASE);
            assertThat(time.sentNanos() - time.receivedNanos()).isBetween(999L, 1_001L);
            assertThat(time.rootDistanceNanos()).isBetween(14_950_000L, 15_050_000L);
            assertThat(time.resolutionNanos()).isBetween(1_907L, 1_912L);
            assertThat(time.stratum()).isEqualTo(2);
        });
    }

    @Test
    void whatIsNoAnswerToTheQuestionIsStrange() {
        assertThat(parse(good().nonce(NONCE + 1))).isInstanceOf(NtpReply.Strange.class);
        assertThat(parse(good().first(0, 4, 3))).isInstanceOf(NtpReply.Strange.class);
        assertThat(parse(good().first(0, 4, 5))).isInstanceOf(NtpReply.Strange.class);
        assertThat(NtpReply.parse(good().bytes(), 47, NONCE)).isInstanceOf(NtpReply.Strange.class);
        assertThat(NtpReply.parse(new byte[0], 0, NONCE)).isInstanceOf(NtpReply.Strange.class);
    }

    @Test
    void aServerThatIsNotSynchronisedIsNotUsed() {
        assertThat(parse(good().first(3, 4, 4))).isInstanceOf(NtpReply.Unusable.class);
        assertThat(parse(good().stratum(16))).isInstanceOf(NtpReply.Unusable.class);
        assertThat(parse(good().stratum(255))).isInstanceOf(NtpReply.Unusable.class);
        assertThat(parse(good().rootMillis(3_100, 0))).isInstanceOf(NtpReply.Unusable.class);
        assertThat(parse(good().first(0, 2, 4))).isInstanceOf(NtpReply.Unusable.class);
    }

    @Test
    void aLeapSecondAheadIsNoted() {
        assertThat(parse(good().first(1, 4, 4)))
                .isInstanceOfSatisfying(
                        NtpReply.Time.class, time -> assertThat(time.leap()).isEqualTo(NtpReply.Leap.INSERTED));
    }

    @Test
    void aKissOfDeathComesBeforeItsLeapIndicator() {
        assertThat(parse(good().first(3, 4, 4).stratum(0).reference("DENY"))).isEqualTo(new NtpReply.Kiss("DENY"));
        assertThat(parse(good().stratum(0).reference("\u001b]0;"))).isEqualTo(new NtpReply.Kiss("0"));
    }

    @Test
    void noPacketIsTooStrange() {
        long seed = 4242;
        SplittableRandom random = new SplittableRandom(seed);
        for (int packetNumber = 0; packetNumber < 50_000; packetNumber++) {
            int i = packetNumber;
            byte[] packet = new byte[random.nextInt(0, 120)];
            random.nextBytes(packet);
            if (packet.length >= 48 && i % 2 == 0) {
                ByteBuffer.wrap(packet).putLong(24, NONCE);
                packet[0] = (byte) ((packet[0] & ~7) | 4);
            }
            NtpReply reply = NtpReply.parse(packet, packet.length, NONCE);
            if (reply instanceof NtpReply.Time time) {
                // must not throw, whatever the stamps say
                NtpAnswer.of(new NtpServer("h", 123), 0, 1_000_000, time)
                        .ifPresent(answer -> assertThat(answer.exchange(false).receiveNanoTime())
                                .as("seed %d, packet %d", seed, i)
                                .isBetween(0L, 1_000_000L));
            }
        }
    }
}
