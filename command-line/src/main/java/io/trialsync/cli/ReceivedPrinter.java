// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.clock.Durations;
import io.trialsync.simulator.Received;
import io.trialsync.simulator.SimulatedCompanion;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Prints what a simulated phone receives; Time Echo, of which there is much, as a count once a second. Thread-safe. */
final class ReceivedPrinter implements Consumer<Received> {

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final PrintWriter out;
    private final LongSupplier nanoTime;
    private final long started;
    private final AtomicLong echoes = new AtomicLong();

    ReceivedPrinter(PrintWriter out, LongSupplier nanoTime) {
        this.out = out;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
    }

    @Override
    public void accept(Received received) {
        if (received instanceof Received.TimeEcho) {
            echoes.incrementAndGet();
        } else {
            print(received.toString());
        }
    }

    void started(SimulatedCompanion phone) {
        print("simulated " + phone.spec().model() + " [" + phone.spec().name() + "], id " + phone.deviceId()
                + ", HTTP and WebSocket on " + phone.host() + ":" + phone.port() + ", "
                + (phone.timeEchoPort() == 0 ? "no Time Echo" : "Time Echo on port " + phone.timeEchoPort())
                + (phone.rtspPort().isPresent()
                        ? ", RTSP on port " + phone.rtspPort().getAsInt()
                        : ", no RTSP"));
        print("reach it as companion:" + phone.host() + ":" + phone.port() + "; Ctrl+C ends it");
    }

    /** Print for a time, or until the thread is interrupted. */
    void printFor(long nanos) {
        long begun = nanoTime.getAsLong();
        while (nanoTime.getAsLong() - begun < nanos && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(Math.min(SECOND_NANOS, nanos - (nanoTime.getAsLong() - begun)));
            long count = echoes.getAndSet(0);
            if (count > 0) {
                print("time echo, " + count + (count == 1 ? " request" : " requests"));
            }
        }
    }

    synchronized void print(String line) {
        out.println("[" + Durations.seconds(nanoTime.getAsLong() - started) + " s] " + line);
        out.flush();
    }
}
