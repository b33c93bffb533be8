// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.Exchange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

/** Judges the link to a device by its newest exchanges, and says each thing that is wrong once. For one thread at a time. */
final class LinkWatch {

    private static final int NEWEST = 120;
    private static final int EVERY = 30;
    private static final double FAR_NANOS = 3.6e12;

    private final BiConsumer<String, String> faults;
    private final Deque<Exchange> newest = new ArrayDeque<>();
    private final Set<LinkQuality.Kind> said = EnumSet.noneOf(LinkQuality.Kind.class);
    private final boolean real;
    private boolean clockJudged;
    private long count;

    /**
     * @param faults takes what is wrong, in a word and in a sentence
     * @param real whether it is a real device: the delays of a simulated one are as they were ordered, and its clock need not show
     *     the present time
     */
    LinkWatch(BiConsumer<String, String> faults, boolean real) {
        this.faults = faults;
        this.real = real;
    }

    void take(Exchange exchange) {
        if (!real) {
            return;
        }
        judgeClock(exchange);
        newest.addLast(exchange);
        if (newest.size() > NEWEST) {
            newest.removeFirst();
        }
        if (++count % EVERY == 0) {
            for (LinkQuality.Finding finding :
                    LinkQuality.of(List.copyOf(newest)).findings()) {
                if (said.add(finding.kind())) {
                    faults.accept("link", finding.sentence());
                }
            }
        }
    }

    private void judgeClock(Exchange exchange) {
        if (clockJudged) {
            return;
        }
        clockJudged = true;
        double ahead = (double) exchange.deviceNanos() - exchange.hostReceiveNanos();
        if (Math.abs(ahead) > FAR_NANOS) {
            faults.accept(
                    "clock",
                    String.format(
                            Locale.ROOT,
                            "the device's clock is %.1f hours %s this computer's; its data can be aligned, but set date"
                                    + " and time to automatic on both, and restart the device's app",
                            Math.abs(ahead) / FAR_NANOS,
                            ahead > 0 ? "ahead of" : "behind"));
        }
    }
}
