// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.clock.Durations;
import io.trialsync.simulator.PhoneRecorder;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code trialsync record}: stands between an experiment and a phone, and writes what the phone answered as stub mappings. */
@Command(
        name = "record",
        header = "Record what a phone answers to an experiment, as stub mappings for WireMock.",
        description = {
            "Stands between an experiment and a phone with the Companion app: run the experiment with the address that is printed."
                    + " HTTP passes WireMock's recording proxy; the status feed and Time Echo are passed on as they are;"
                    + " live samples go to the phone directly.",
            "Ctrl+C or Enter ends it and writes the mappings, which answer with fresh time stamps.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = ManifestVersion.class,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  trialsync record --target 192.168.1.21:8080 --output recorded-phone",
            "  trialsync record --target 192.168.1.21 --port 8090 --bind 0.0.0.0 --for 600s"
        })
final class RecordCommand implements Runnable {

    private static final long PROGRESS_NANOS = 5_000_000_000L;
    private static final long POLL_MILLIS = 100;
    private static final long LONGEST_END_SECONDS = 30;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
    private CommandSpec spec;

    @Option(
            names = "--target",
            required = true,
            paramLabel = "HOST:PORT",
            description = "The phone; the app shows its address under Stream (default port: 8080).")
    @SuppressWarnings("NullAway.Init") // required
    private String target;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "Port to listen on; 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "Address to listen on; 0.0.0.0 for all networks (default: ${DEFAULT-VALUE}, this computer only).")
    @SuppressWarnings("NullAway.Init") // has a default
    private String bind;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            defaultValue = "recorded-phone",
            description = "Folder for the mappings; it must not have any yet (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // has a default
    private Path output;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "End by itself after this time, an integer and ns, us, ms or s (default: Ctrl+C or Enter).")
    @Nullable
    private String duration;

    private volatile boolean interrupted;

    RecordCommand() {}

    @Override
    public void run() {
        try {
            PhoneRecorder.requireUnused(output);
            long forNanos = duration == null ? Long.MAX_VALUE : Durations.parseNanos(duration);
            try (PhoneRecorder recorder = PhoneRecorder.start(target, bind, port)) {
                record(recorder, forNanos);
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()));
        }
    }

    private void record(PhoneRecorder recorder, long forNanos) throws IOException {
        CountDownLatch written = new CountDownLatch(1);
        Thread atExit = new Thread(() -> endBy(written), "trialsync-record-at-exit");
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            say("recording phone [" + recorder.phoneName() + "] at " + target
                    + (recorder.timeEchoPort() == 0
                            ? ", which has no Time Echo"
                            : ", Time Echo on port " + recorder.timeEchoPort()));
            say("run the experiment with trialsync.device=companion:" + reachable() + ":" + recorder.port()
                    + (duration == null ? "; Ctrl+C or Enter ends it" : "; it ends after " + duration));
            await(recorder, forNanos);
            int count = recorder.write(output);
            say(
                    count == 0
                            ? "nobody asked the phone anything; nothing is written"
                            : count + " stub mappings written (requests: " + recorder.requests() + ") to "
                                    + output.resolve("mappings"));
        } finally {
            written.countDown();
            forget(atExit);
        }
    }

    private String reachable() {
        return bind.equals("0.0.0.0") ? "ADDRESS-OF-THIS-COMPUTER" : bind;
    }

    private void await(PhoneRecorder recorder, long forNanos) throws IOException {
        long begun = System.nanoTime();
        long told = begun;
        String last = "";
        while (System.nanoTime() - begun < forNanos && !interrupted && !(duration == null && enterPressed())) {
            if (System.nanoTime() - told > PROGRESS_NANOS) {
                told = System.nanoTime();
                String progress = recorder.requests() + " requests, " + recorder.timeEchoes() + " time echoes";
                if (!progress.equals(last)) {
                    say(progress);
                    last = progress;
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static boolean enterPressed() throws IOException {
        InputStream in = System.in;
        while (in.available() > 0) {
            if (in.read() == '\n') {
                return true;
            }
        }
        return false;
    }

    /** The program stays until the mappings are written. */
    private void endBy(CountDownLatch written) {
        interrupted = true;
        try {
            if (!written.await(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                spec.commandLine().getErr().println("trialsync: the mappings could not be written in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread atExit) {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // the program is ending: the hook is running
        }
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
