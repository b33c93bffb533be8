// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.HostClock;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.BlockBegin;
import io.trialsync.journal.JournalRecord.BlockEnd;
import io.trialsync.journal.JournalWriter;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Numbers, journals and marks the blocks of a session. Several may be open, one inside the other or side by side. Thread-safe. */
final class Blocks {

    private final HostClock clock;
    private final JournalWriter journal;
    private final MarkerLog markers;
    private final InOrder inOrder;
    private final AtomicInteger highest;
    private final Deque<Integer> open = new ConcurrentLinkedDeque<>();

    /** Go on where a journal ends. */
    Blocks(Journal before, HostClock clock, JournalWriter journal, MarkerLog markers, InOrder inOrder) {
        this.clock = clock;
        this.journal = journal;
        this.markers = markers;
        this.inOrder = inOrder;
        this.highest = new AtomicInteger(HighestNumber.of(before, BlockBegin.class, BlockBegin::block));
    }

    int begin(String name) {
        int block = highest.incrementAndGet();
        open.push(block);
        long hostNanos = clock.nowNanos();
        inOrder.execute(() -> {
            journal.append(new BlockBegin(block, name, hostNanos));
            mark(block, "begin", hostNanos);
        });
        return block;
    }

    /** End a block; false if it is not open. */
    boolean end(int block) {
        if (!open.remove(block)) {
            return false;
        }
        long hostNanos = clock.nowNanos();
        inOrder.execute(() -> {
            journal.append(new BlockEnd(block, hostNanos));
            mark(block, "end", hostNanos);
        });
        return true;
    }

    private void mark(int block, String border, long hostNanos) {
        String name = String.format(Locale.ROOT, "block.%02d.%s", block, border);
        markers.stamp(name, null, hostNanos, 0, MarkerSource.CALL);
    }

    /** The block that was begun last and is still open. */
    Optional<Integer> newest() {
        return Optional.ofNullable(open.peek());
    }

    /** The block of a trial; null if it is in none. */
    @Nullable
    Integer of(TrialInfo info) {
        Integer given = info.block();
        if (given == null) {
            return open.peek();
        }
        return given == TrialInfo.NO_BLOCK ? null : given;
    }
}
