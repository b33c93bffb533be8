// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.clock.Study.Scenario;
import io.trialsync.clock.Study.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Readers of a live clock while another thread feeds it. */
class LiveReadersTests {

    private static final int READERS = 3;

    @Test
    void readersSeeWholeStatesInOrderWhileItRefits() throws InterruptedException, ExecutionException {
        Session session = new Session(Scenario.F1, 7600);
        LiveClock clock = new LiveClock(FitAssumptions.with(StampRule.FLOORED));
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try {
            List<Future<Long>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                Callable<Long> reader = () -> read(session, clock, over);
                readers.add(threads.submit(reader));
            }
            session.exchanges.forEach(clock::accept);
            over.set(true);
            for (Future<Long> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
    }

    @Test
    void readersGoOnWhileARefitIsHeldUp() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        AtomicBoolean holds = new AtomicBoolean();
        LiveClock clock = new LiveClock(
                FitAssumptions.with(StampRule.FLOORED),
                Optional.empty(),
                (exchanges, assumed, prior, models, drift) -> {
                    if (holds.get()) {
                        inside.countDown();
                        awaitUninterruptibly(mayGoOn);
                    }
                    return LiveFit.of(exchanges, assumed, prior, models, drift);
                });
        clock.accept(new Exchange(0, 500_000, 1_000_000, 0));
        clock.accept(new Exchange(20_000_000, 20_500_000, 21_000_000, 0));
        LiveClockState before = clock.state().orElseThrow();
        holds.set(true);
        Thread feeder = new Thread(() -> clock.accept(new Exchange(5_000_000_000L, 5_000_500_000L, 5_000_900_000L, 0)));
        feeder.start();
        inside.await();

        for (long device = 0; device < 10_000; device++) {
            assertThat(clock.state()).containsSame(before);
            assertThat(clock.toHost(device)).isPresent();
        }
        mayGoOn.countDown();
        feeder.join();

        assertThat(clock.state().orElseThrow().exchanges()).isEqualTo(3);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this test", e);
        }
    }

    /** {@return how many states were seen, the last one always among them} */
    private static long read(Session session, LiveClock clock, AtomicBoolean over) {
        long seen = 0;
        long lastHost = Long.MIN_VALUE;
        long exchanges = 0;
        long generation = 0;
        boolean last;
        do {
            last = over.get();
            Optional<LiveClockState> state = clock.state();
            if (state.isPresent()) {
                LiveClockState now = state.get();
                HostTime time = now.toHost(session.device(now.newestHostNanos()));
                assertThat(time.limits().contains(time.hostNanos())).isTrue();
                assertThat(now.exchanges()).isGreaterThanOrEqualTo(exchanges);
                assertThat(now.generation()).isGreaterThanOrEqualTo(generation);
                if (now.generation() == generation) {
                    assertThat(time.hostNanos()).isGreaterThanOrEqualTo(lastHost);
                }
                lastHost = time.hostNanos();
                exchanges = now.exchanges();
                generation = now.generation();
                seen++;
            }
        } while (!last);
        return seen;
    }
}
