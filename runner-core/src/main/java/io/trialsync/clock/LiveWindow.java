// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The newest exchanges, grouped into cells as the estimator will group them; whole cells leave it, the oldest first. Bounded in
 * size; not thread-safe.
 */
final class LiveWindow {

    private static final int MOST_CELLS = 512;
    private static final int MOST_EXCHANGES = 8192;
    private static final int MOST_IN_A_CELL = 1024;

    private final Deque<List<Exchange>> cells = new ArrayDeque<>();
    private int size;
    private boolean complete = true;
    private long begun;
    private long cellStart;
    private long newest;
    private double earliestOffset;
    private double latestOffset;

    /**
     * Take the next exchange.
     *
     * @param driftPpm the drift as far as it is known
     * @return whether it says anything new: it begins a cell or narrows the newest one
     */
    boolean add(Exchange exchange, double driftPpm) {
        long instant = Observations.instant(exchange);
        boolean begins = cells.isEmpty()
                || TimeRange.distance(instant, newest) > CellSeries.LONGEST_PAUSE_SECONDS * 1e9
                || TimeRange.distance(instant, cellStart) > CellSeries.LONGEST_CELL_SECONDS * 1e9;
        newest = begins ? instant : Math.max(newest, instant);
        if (begins) {
            begun++;
            cellStart = instant;
            cells.addLast(new ArrayList<>());
            earliestOffset = Double.NEGATIVE_INFINITY;
            latestOffset = Double.POSITIVE_INFINITY;
        }
        boolean narrows = narrow(exchange, instant, driftPpm);
        List<Exchange> cell = cells.getLast();
        if (narrows || cell.size() < MOST_IN_A_CELL) {
            cell.add(exchange);
            size++;
        }
        trim();
        return narrows;
    }

    /** Relative to the first exchange of the cell. */
    private boolean narrow(Exchange exchange, long instant, double driftPpm) {
        List<Exchange> cell = cells.getLast();
        Exchange first = cell.isEmpty() ? exchange : cell.get(0);
        double drifted = driftPpm * 1e-6 * TimeRange.distance(instant, cellStart);
        long anchor = TimeRange.subtract(first.hostSendNanos(), first.deviceNanos());
        double early = TimeRange.distance(
                exchange.hostSendNanos() - exchange.deviceNanos() - exchange.resolutionNanos(), anchor);
        double late = TimeRange.distance(exchange.hostReceiveNanos() - exchange.deviceNanos(), anchor);
        boolean narrows = early - drifted > earliestOffset || late - drifted < latestOffset;
        earliestOffset = Math.max(earliestOffset, early - drifted);
        latestOffset = Math.min(latestOffset, late - drifted);
        return narrows;
    }

    private void trim() {
        while (cells.size() > 1 && (cells.size() > MOST_CELLS || size > MOST_EXCHANGES)) {
            size -= cells.removeFirst().size();
            complete = false;
        }
    }

    void clear() {
        cells.clear();
        size = 0;
        complete = true;
    }

    /** {@return how many cells it holds} */
    int cells() {
        return cells.size();
    }

    /** {@return how many cells have begun so far, those that have left it included} */
    long begun() {
        return begun;
    }

    /** {@return whether it still begins with the first exchange since it was empty} */
    boolean isComplete() {
        return complete;
    }

    /** {@return the exchanges, in the order in which they came} */
    List<Exchange> exchanges() {
        List<Exchange> all = new ArrayList<>(size);
        cells.forEach(all::addAll);
        return all;
    }
}
