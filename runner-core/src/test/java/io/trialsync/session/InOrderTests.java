// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The thread that does what trials leave to it. */
class InOrderTests {

    private static final long PATIENCE_MILLIS = 60_000;

    private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();

    @ParameterizedTest(name = "resting after {0} looks")
    @ValueSource(ints = {0, 1, 1_000_000})
    void everythingIsDoneInOrderHoweverManyGiveItAndWheneverItRests(int looks) throws InterruptedException {
        InOrder inOrder = new InOrder(failures::add, looks);
        int givers = 4;
        int each = 5_000;
        int[] next = new int[givers];
        AtomicInteger outOfOrder = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int giver = 0; giver < givers; giver++) {
            int mine = giver;
            Thread thread = new Thread(() -> IntStream.range(0, each)
                    .forEach(i -> inOrder.execute(() -> outOfOrder.addAndGet(next[mine]++ == i ? 0 : 1))));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join(PATIENCE_MILLIS);
        }
        inOrder.finish(PATIENCE_MILLIS);
        assertThat(next).containsOnly(each);
        assertThat(outOfOrder).hasValue(0);
        assertThat(failures).isEmpty();
    }

    @Test
    void aThingThatComesWhileItRestsWakesIt() throws InterruptedException {
        InOrder inOrder = new InOrder(failures::add, 0);
        for (int i = 0; i < 200; i++) {
            CountDownLatch done = new CountDownLatch(1);
            inOrder.execute(done::countDown);
            assertThat(done.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
        }
        inOrder.finish(PATIENCE_MILLIS);
    }

    @Test
    void whatFailsIsToldAndDoesNotHoldUpTheRest() {
        InOrder inOrder = new InOrder(failures::add);
        inOrder.execute(() -> {
            throw new IllegalArgumentException("first");
        });
        inOrder.execute(() -> {
            throw new AssertionError("second");
        });
        AtomicInteger done = new AtomicInteger();
        inOrder.execute(() -> Thread.currentThread().interrupt());
        inOrder.execute(done::incrementAndGet);
        inOrder.finish(PATIENCE_MILLIS);
        assertThat(done).hasValue(1);
        assertThat(failures)
                .extracting(String::valueOf)
                .anySatisfy(text -> assertThat(text).contains("first"));
        assertThat(failures).hasSize(2).last().extracting(Throwable::getCause).isInstanceOf(AssertionError.class);
    }

    @Test
    void nothingIsTakenAfterTheEnd() {
        InOrder inOrder = new InOrder(failures::add);
        inOrder.finish(PATIENCE_MILLIS);
        assertThatIllegalStateException()
                .isThrownBy(() -> inOrder.execute(() -> {}))
                .withMessage("the session has ended");
    }

    @Test
    void aThingThatHangsIsGivenUpAndWhatIsLostIsCounted() throws InterruptedException {
        InOrder inOrder = new InOrder(failures::add);
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch hangs = new CountDownLatch(1);
        inOrder.execute(() -> {
            hangs.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        inOrder.execute(() -> {});
        inOrder.execute(() -> {});
        assertThat(hangs.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
        inOrder.finish(100);
        assertThat(failures)
                .extracting(RuntimeException::getMessage)
                .containsExactly("the journal's thread hangs; records lost: 2");
    }
}
