// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.Arrival;
import io.trialsync.clock.HostClock;
import io.trialsync.device.LiveSamples;
import io.trialsync.device.LiveSamples.Sample;
import io.trialsync.session.LeastArrivals.Least;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Hears one running stream on the device's threads and hands over what is to be journalled or tabled; it holds up neither side. */
final class StreamEar implements LiveSamples.Listener {

    /** What was heard. */
    sealed interface Heard {

        /** A second is over. */
        record Second(Least least) implements Heard {}

        /** The stream is over. */
        record End(String reason) implements Heard {}
    }

    /** Ten minutes of one stream, for a journal whose disk hangs. */
    private static final int CAPACITY = 600;

    private final String key;
    private final HostClock clock;
    private final SampleTables tables;
    private final LeastArrivals least = new LeastArrivals();
    private final LinkedBlockingQueue<Heard> heard = new LinkedBlockingQueue<>(CAPACITY);
    private boolean closed;
    private long ignored;
    private @Nullable String whyIgnored;
    private long lostSeconds;

    StreamEar(String key, HostClock clock, SampleTables tables) {
        this.key = key;
        this.clock = clock;
        this.tables = tables;
    }

    @Override
    public synchronized void sample(String stream, long deviceNanos, long receiveNanoTime) {
        if (!closed) {
            arrival(stream, deviceNanos, receiveNanoTime);
        }
    }

    @Override
    public synchronized void sample(Sample sample) {
        if (!closed) {
            arrival(sample.stream(), sample.deviceNanos(), sample.receiveNanoTime())
                    .ifPresent(arrival -> tables.offer(key, sample, arrival.hostNanos()));
        }
    }

    private Optional<Arrival> arrival(String stream, long deviceNanos, long receiveNanoTime) {
        try {
            Arrival arrival = new Arrival(deviceNanos, clock.toHostNanos(receiveNanoTime));
            least.add(stream, arrival).ifPresent(second -> hand(new Heard.Second(second)));
            return Optional.of(arrival);
        } catch (IllegalArgumentException e) {
            ignored++;
            whyIgnored = e.getMessage();
            return Optional.empty();
        }
    }

    @Override
    public synchronized void ended(String reason) {
        if (!closed) {
            hand(new Heard.End(reason));
        }
    }

    private void hand(Heard what) {
        lostSeconds += heard.offer(what) ? 0 : 1;
    }

    /** {@return the next thing that was heard; null if nothing was for a while} */
    @Nullable
    Heard next(long patienceNanos) throws InterruptedException {
        return heard.poll(patienceNanos, TimeUnit.NANOSECONDS);
    }

    /** Hear no more. {@return the seconds that were not handed over yet, the last ones unfinished} */
    synchronized List<Least> close() {
        closed = true;
        List<Least> rest = new ArrayList<>();
        for (Heard what = heard.poll(); what != null; what = heard.poll()) {
            if (what instanceof Heard.Second second) {
                rest.add(second.least());
            }
        }
        rest.addAll(least.takeRunning());
        return rest;
    }

    /** {@return what was wrong with the samples, if anything was} */
    synchronized Optional<String> complaint() {
        if (ignored > 0) {
            return Optional.of("of its samples " + ignored + " were ignored; the last of them: " + whyIgnored);
        }
        return lostSeconds == 0
                ? Optional.empty()
                : Optional.of("arrivals of " + lostSeconds + " seconds are lost: the journal took too long to write");
    }
}
