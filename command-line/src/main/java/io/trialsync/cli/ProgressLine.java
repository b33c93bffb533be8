// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.align.ConversionProgress;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One line on a terminal that says how far a conversion has come; shown once it takes more than two seconds, rewritten at
 * most five times a second and wiped at the end. Writes nothing where nobody watches. Not thread-safe.
 */
final class ProgressLine implements ConversionProgress, AutoCloseable {

    private static final long PATIENCE_NANOS = 2_000_000_000L;
    private static final long INTERVAL_NANOS = 200_000_000L;
    private static final double MEBIBYTE = 1 << 20;

    private final PrintWriter err;
    private final LongSupplier nanoTime;
    private final boolean watched;
    private final long started;
    private long lastShown;
    private int width;

    /**
     * @param nanoTime a monotonic clock, in nanoseconds
     * @param watched whether somebody sees the line
     */
    ProgressLine(PrintWriter err, LongSupplier nanoTime, boolean watched) {
        this.err = err;
        this.nanoTime = nanoTime;
        this.watched = watched;
        this.started = nanoTime.getAsLong();
        this.lastShown = started - INTERVAL_NANOS;
    }

    static ProgressLine onTerminal(PrintWriter err) {
        return new ProgressLine(err, System::nanoTime, isTerminal());
    }

    /** Whether somebody sits at a terminal to which the program's output goes. */
    static boolean isTerminal() {
        return isTerminal(System.console());
    }

    /** From Java 22 on there is a console also where output goes to a file, and a method that tells. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true; // before Java 22, having a console means just that
        }
    }

    @Override
    public void advanced(int pass, int passes, long bytesDone, long bytesTotal) {
        say(text(pass, passes, bytesDone, bytesTotal));
    }

    /** Say something else, as often as there is something new; wiped by {@link #close()}, after which it may go on. */
    void say(String text) {
        long now = nanoTime.getAsLong();
        if (watched && now - started > PATIENCE_NANOS && now - lastShown >= INTERVAL_NANOS) {
            lastShown = now;
            show(text);
        }
    }

    private static String text(int pass, int passes, long bytesDone, long bytesTotal) {
        long percent = bytesTotal > 0 ? Math.min(100, Math.round(100.0 * bytesDone / bytesTotal)) : 100;
        String done = String.format(
                Locale.ROOT, "%d %% (%.0f of %.0f MiB)", percent, bytesDone / MEBIBYTE, bytesTotal / MEBIBYTE);
        String what = passes == 1 ? "converting" : pass == 1 ? "reading, pass 1 of 2" : "converting, pass 2 of 2";
        return what + ": " + done;
    }

    private void show(String text) {
        err.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
        err.flush();
        width = text.length();
    }

    /** Wipe the line, if it was shown. */
    @Override
    public void close() {
        if (width > 0) {
            show("");
            err.print("\r");
            err.flush();
            width = 0;
        }
    }
}
