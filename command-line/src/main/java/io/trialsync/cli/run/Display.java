// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli.run;

import io.trialsync.session.Completion;
import io.trialsync.session.ProgressLine;
import io.trialsync.session.TrialReport;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Shows trials as they end. On a terminal the last one stands in a line that is rewritten in place, and only what did not go as it
 * should stays; elsewhere each trial has its line. What an experiment prints meanwhile does not mix with that line. Thread-safe.
 */
final class Display {

    static final String KEYS = "p + Enter pauses, q + Enter ends";

    private static final String PREFIX = "TrialSync: ";
    private static final int SHORTEST_NAME = 8;

    private final PrintStream terminal;
    private final int columns;
    private int shown;
    private boolean atLineBegin = true;

    /**
     * @param terminal where the status line is shown and where all else goes
     * @param columns how wide it is; 0 if nobody watches
     */
    Display(PrintStream terminal, int columns) {
        this.terminal = terminal;
        this.columns = columns;
    }

    synchronized void trialEnded(TrialReport report) {
        if (columns > 0 && report.completion() == Completion.COMPLETED) {
            status(fitted(report));
        } else {
            say(ProgressLine.of(report));
        }
    }

    /** Say something that stays. */
    synchronized void say(String line) {
        wipe();
        startLine();
        terminal.println(PREFIX + line);
        terminal.flush();
    }

    /** A name that is too long for the line gives way, not how well the clocks are known. */
    private String fitted(TrialReport report) {
        String keys = "  [" + KEYS + "]";
        String line = ProgressLine.of(report);
        if (line.length() + keys.length() < columns) {
            return line + keys;
        }
        String name = report.displayName();
        int excess = line.length() - (columns - 1);
        if (excess <= 0) {
            return line;
        }
        int length = Math.min(name.length(), Math.max(SHORTEST_NAME, name.length() - excess - 1));
        String shorter = ProgressLine.of(new TrialReport(
                report.index(),
                report.planned(),
                report.attempt(),
                length < name.length() ? name.substring(0, length) + "…" : name,
                report.completion(),
                report.uncertaintyNanos(),
                report.durationNanos(),
                report.remainingNanos()));
        return shorter.substring(0, Math.min(shorter.length(), columns - 1));
    }

    private void status(String text) {
        startLine();
        terminal.print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
        terminal.flush();
        shown = text.length();
    }

    /** Wipe the status line, if one is shown. */
    synchronized void wipe() {
        if (shown > 0) {
            terminal.print("\r" + " ".repeat(shown) + "\r");
            terminal.flush();
            shown = 0;
        }
    }

    private void startLine() {
        if (!atLineBegin) {
            terminal.println();
            atLineBegin = true;
        }
    }

    /** {@return a stream for what others print, which makes way for it} */
    PrintStream around(PrintStream stream, Charset charset) {
        return new PrintStream(new Aside(stream), true, charset);
    }

    private final class Aside extends OutputStream {

        private final PrintStream stream;

        Aside(PrintStream stream) {
            this.stream = stream;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length > 0) {
                synchronized (Display.this) {
                    wipe();
                    stream.write(bytes, offset, length);
                    stream.flush();
                    atLineBegin = bytes[offset + length - 1] == '\n';
                }
            }
        }

        @Override
        public void flush() {
            stream.flush();
        }
    }
}
