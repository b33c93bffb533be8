// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.device.DeviceClock;
import io.trialsync.device.DeviceException;
import io.trialsync.device.LiveSamples;
import java.util.Iterator;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The live gaze samples of a simulated phone: stamped evenly by its sensor clock and handed over as late as its pipeline and its
 * link make them, within this JVM. Thread-safe.
 */
final class SensorStream implements LiveSamples, AutoCloseable {

    private static final String STREAM = "gaze";

    private final CompanionSpec spec;
    private final PhoneClock clock;
    private final SplittableRandom seeds;
    private final Waiter waiter;
    private final Set<Running> running = ConcurrentHashMap.newKeySet();
    private boolean closed;

    SensorStream(CompanionSpec spec, PhoneClock clock, SplittableRandom seeds, Waiter waiter) {
        this.spec = spec;
        this.clock = clock;
        this.seeds = seeds;
        this.waiter = waiter;
    }

    @Override
    public String clock() {
        return DeviceClock.SENSOR;
    }

    @Override
    public synchronized LiveStream start(Listener listener) throws DeviceException {
        if (closed) {
            throw new DeviceException("the simulated phone is closed and streams no more");
        }
        ArrivalGenerator generator = ArrivalGenerator.of(spec, clock.sensor(), seeds.nextLong());
        Running stream =
                new Running(generator.from(clock.hostNanosAt(clock.now())).iterator(), listener);
        running.add(stream);
        stream.thread.start();
        return stream;
    }

    @Override
    public synchronized void close() {
        closed = true;
        endAll("the simulated phone was closed");
    }

    /** End what is running; more may be started. */
    void endAll(String reason) {
        running.forEach(stream -> stream.end(reason));
    }

    private final class Running implements LiveStream {

        private final Iterator<DrawnArrival> samples;
        private final Listener listener;
        private final Thread thread = new Thread(this::send, "trialsync-simulated-stream");
        private volatile boolean over;

        Running(Iterator<DrawnArrival> samples, Listener listener) {
            this.samples = samples;
            this.listener = listener;
            thread.setDaemon(true);
        }

        private void send() {
            while (!over) {
                DrawnArrival sample = samples.next();
                waiter.waitUntil(clock.nanoTimeAt(sample.arrival().hostNanos()));
                if (!over) {
                    listener.sample(STREAM, sample.arrival().deviceNanos(), clock.now());
                }
            }
        }

        void end(String reason) {
            close();
            listener.ended(reason);
        }

        @Override
        public void close() {
            over = true;
            running.remove(this);
            thread.interrupt();
        }
    }
}
