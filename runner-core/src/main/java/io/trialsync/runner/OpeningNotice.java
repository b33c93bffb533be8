// SPDX-License-Identifier: Apache-2.0
package io.trialsync.runner;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Says that devices are still being opened, once that takes more than two seconds; a search of the network may take ten. */
final class OpeningNotice implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 2;

    private final CountDownLatch opened = new CountDownLatch(1);
    private final Thread thread;

    OpeningNotice(Object devices, Consumer<String> progress) {
        thread = new Thread(() -> notice(devices, progress), "trialsync-opening");
        thread.setDaemon(true);
        thread.start();
    }

    private void notice(Object devices, Consumer<String> progress) {
        try {
            if (!opened.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                progress.accept("still opening " + devices + "; a search of the network takes up to ten seconds");
            }
        } catch (InterruptedException e) {
            // nobody interrupts it; it would end all the same
        }
    }

    @Override
    public void close() {
        opened.countDown();
    }
}
