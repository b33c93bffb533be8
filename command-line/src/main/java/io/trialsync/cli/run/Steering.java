// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli.run;

import io.trialsync.session.RunControl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets the experimenter pause and end the run, and ends it in order when the program that started this virtual machine is gone, or
 * when this machine is told to end.
 */
final class Steering {

    private static final long PATIENCE_SECONDS = 3;
    private static final long END_SECONDS = 15;

    private final RunControl control;
    private final RunningTests running;
    private final Display display;
    private final CountDownLatch over = new CountDownLatch(1);

    Steering(RunControl control, RunningTests running, Display display) {
        this.control = control;
        this.running = running;
        this.display = display;
    }

    /** Obey a pipe of lines from now on, and ends of this virtual machine. */
    void start(InputStream keys) {
        Thread thread = new Thread(() -> obey(keys), "trialsync-keys");
        thread.setDaemon(true);
        thread.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end("the run was interrupted"), "trialsync-interrupted"));
    }

    /** Say that all is done and written. */
    void over() {
        over.countDown();
    }

    private void obey(InputStream keys) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(keys, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                obey(line.strip());
            }
        } catch (IOException e) {
            // as if it had ended
        }
        if (!end("the program trialsync was ended")) {
            // an experiment that heeds no interrupt must not go on for nobody; all is in the journal
            Runtime.getRuntime().halt(1);
        }
    }

    private void obey(String key) {
        switch (key) {
            case "p" -> pauseOrGoOn();
            case "q" -> {
                control.stop("the experimenter ended the run");
                display.say("no further trial begins; the session ends as soon as none is running");
            }
            case "" -> {}
            default -> display.say("[" + key + "] means nothing here; " + Display.KEYS + " the run between two trials");
        }
    }

    private void pauseOrGoOn() {
        if (control.isPaused()) {
            control.resume();
            display.say("the next trial may begin");
        } else {
            control.pause();
            display.say("the next trial waits; p + Enter goes on, q + Enter ends the run");
        }
    }

    /** Ends the run, after some seconds by interrupting the trial that is running; true if all is done and written. */
    private boolean end(String reason) {
        if (over.getCount() == 0) {
            return true;
        }
        control.stop(reason);
        try {
            if (over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return true;
            }
            running.interrupt();
            return over.await(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }
}
