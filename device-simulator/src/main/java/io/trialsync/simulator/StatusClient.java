// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client of the status feed: what it still has to be sent, one frame at a time. A client that does not read is dropped rather
 * than waited for. Thread-safe; nothing here waits.
 */
final class StatusClient {

    /** The connection to a client. */
    interface Link {

        /** Begin to send a frame; {@code sent} is run when the next one may come, maybe at once. */
        void send(Frame frame, Runnable sent);

        /** End the connection, by a reset or without a word. */
        void cut(boolean reset);
    }

    /** More than the largest spoilt frame has parts. */
    static final int LONGEST_QUEUE = 1_000;

    private final Link link;
    private final PhoneNetwork network;
    private final PhoneClock clock;
    private final Deque<Frame> queue = new ArrayDeque<>();
    private boolean draining;
    private boolean sending;
    private boolean over;
    private long notBeforeNanoTime;
    private boolean paused;

    StatusClient(Link link, PhoneNetwork network, PhoneClock clock) {
        this.link = link;
        this.network = network;
        this.clock = clock;
    }

    void offer(List<Frame> frames) {
        if (!enqueue(frames)) {
            link.cut(true);
        }
        drain();
    }

    private synchronized boolean enqueue(List<Frame> frames) {
        if (over) {
            return true;
        }
        over = queue.size() + frames.size() > LONGEST_QUEUE;
        if (!over) {
            queue.addAll(frames);
        }
        return !over;
    }

    /** Send what can be sent; called again whenever something may have changed. */
    void drain() {
        if (!beginDraining()) {
            return;
        }
        // not recursive: a frame that was sent at once returns here, and the next one follows
        for (Frame frame = next(); frame != null; frame = next()) {
            link.send(frame, this::sent);
        }
    }

    private synchronized boolean beginDraining() {
        boolean begun = !draining;
        draining = true;
        return begun;
    }

    private synchronized @Nullable Frame next() {
        if (sending || over || queue.isEmpty() || network.silent() || pausing()) {
            draining = false;
            return null;
        }
        sending = true;
        Frame frame = queue.remove();
        if (frame instanceof Frame.Part part && part.pauseNanos() > 0) {
            paused = true;
            notBeforeNanoTime = clock.now() + part.pauseNanos();
        }
        return frame;
    }

    private boolean pausing() {
        paused = paused && notBeforeNanoTime - clock.now() > 0;
        return paused;
    }

    private void sent() {
        synchronized (this) {
            sending = false;
        }
        drain();
    }
}
