// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.rtsp;

import io.trialsync.device.LiveSamples.Listener;
import io.trialsync.device.LiveSamples.Sample;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the datagrams of one stream into samples, and counts what it could not use. Samples without a time of their own are held
 * until the first sender report, a bounded number of them. Thread-safe.
 */
final class SampleFlow {

    private static final Logger LOG = LoggerFactory.getLogger(SampleFlow.class);

    /** Some seconds of any sensor. */
    static final int MOST_HELD = 512;

    private record Held(RtpPacket packet, long receiveNanoTime) {}

    private final Payload payload;
    private final int payloadType;
    private final RtpClock clock;
    private final Listener listener;
    private final SequenceCount sequence = new SequenceCount();
    private final Deque<Held> held = new ArrayDeque<>();
    private boolean reported;
    private boolean over;
    private long samples;
    private long foreign;
    private long withoutReport;
    private long unknown;
    private int unknownBytes;

    SampleFlow(Payload payload, SessionDescription description, Listener listener) {
        this.payload = payload;
        this.payloadType = description.payloadType();
        this.clock = new RtpClock(description.ticksPerSecond());
        this.listener = listener;
    }

    /** Take a datagram of the RTP port. */
    synchronized void rtp(ByteBuffer datagram, long receiveNanoTime) {
        Optional<RtpPacket> packet = RtpPacket.parse(datagram).filter(found -> found.payloadType() == payloadType);
        if (over || packet.isEmpty()) {
            foreign++;
        } else if (sequence.add(packet.get().source(), packet.get().sequence())) {
            take(new Held(packet.get(), receiveNanoTime));
        }
    }

    /** Take a datagram of the RTCP port. */
    synchronized void rtcp(ByteBuffer datagram) {
        SenderReport.find(datagram).ifPresent(report -> {
            clock.follow(report);
            reported = true;
            for (Held next = held.poll(); next != null; next = held.poll()) {
                tell(next);
            }
        });
    }

    /** Take a datagram of somebody else. */
    synchronized void foreign() {
        foreign++;
    }

    private void take(Held packet) {
        if (reported || !payload.timedByPacket()) {
            tell(packet);
            return;
        }
        if (held.size() == MOST_HELD) {
            held.removeFirst();
            withoutReport++;
        }
        held.addLast(packet);
    }

    private void tell(Held held) {
        OptionalLong nanos = clock.unixNanosAt(held.packet().timestamp());
        Optional<Sample> sample = payload.decode(held.packet().payload(), nanos, held.receiveNanoTime());
        if (sample.isEmpty()) {
            countUnknown(held.packet().payload().remaining());
        } else if (!over) {
            samples++;
            listener.sample(sample.get());
        }
    }

    private void countUnknown(int bytes) {
        if (unknown++ == 0) {
            unknownBytes = bytes;
            LOG.warn(
                    "{}: a payload of {} bytes is not known and skipped; a newer app may need a newer TrialSync",
                    payload.stream(),
                    bytes);
        }
    }

    /** Tell of the end, once, and of nothing after it. */
    synchronized void end(String reason) {
        if (!over) {
            over = true;
            listener.ended(reason);
        }
    }

    /** Tell nothing more. */
    synchronized void close() {
        over = true;
    }

    /** {@return the number of samples told so far} */
    synchronized long samples() {
        return samples;
    }

    /** {@return what was wrong so far, if anything was; datagrams of others are no complaint} */
    synchronized Optional<String> complaint() {
        List<String> parts = new ArrayList<>();
        if (sequence.lost() > 0) {
            parts.add(sequence.lost() + " of " + (sequence.packets() + sequence.lost()) + " packets did not arrive");
        }
        if (withoutReport + held.size() > 0) {
            parts.add((withoutReport + held.size())
                    + " samples have no time, since no sender report (RTCP) had come before them");
        }
        if (unknown > 0) {
            parts.add(unknown + " samples could not be read, the first of them of " + unknownBytes + " bytes");
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(payload.stream() + ": " + String.join("; ", parts));
    }

    /** {@return everything that came and was of no use, for somebody who wonders where the samples are} */
    synchronized String account() {
        return complaint().map(text -> text + "; ").orElse("") + foreign + " other datagrams came";
    }
}
