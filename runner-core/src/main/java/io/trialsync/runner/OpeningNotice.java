// SPDX-License-Identifier: Apache-2.0
package io.trialsync.runner;

import io.trialsync.device.DeviceAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Says that devices are still being opened, once that takes more than two seconds; a search of the network may take ten. */
final class OpeningNotice implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 2;
    private static final Pattern SEARCHED = Pattern.compile("auto$|(id|name|serial)=");

    private final CountDownLatch opened = new CountDownLatch(1);
    private final Thread thread;

    OpeningNotice(List<DeviceAddress> devices, Consumer<String> progress) {
        thread = new Thread(() -> notice(message(devices), progress), "trialsync-opening");
        thread.setDaemon(true);
        thread.start();
    }

    /** Only an address that does not say where the device is makes somebody search for it. */
    static String message(List<DeviceAddress> devices) {
        boolean searched = devices.stream()
                .anyMatch(device -> SEARCHED.matcher(device.place()).lookingAt());
        return "still opening " + devices + (searched ? "; a search of the network takes up to ten seconds" : "");
    }

    private void notice(String message, Consumer<String> progress) {
        try {
            if (!opened.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                progress.accept(message);
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
