// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance.examples;

import io.trialsync.session.Trial;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A screen that shows nothing, and a participant who always presses the left key and looks away in each first attempt. */
final class Screen {

    private Screen() {}

    static void show(String what) {
        pause(what.isEmpty() ? 1 : 2);
    }

    static String awaitKey() {
        pause(2);
        return "left";
    }

    static boolean isFixated(Trial trial) {
        return trial.attempt() > 1;
    }

    static void pause(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
