// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/**
 * A virtual machine of its own for experiments, so that nothing of this program is in their way and they may be killed. It never
 * outlives this one. Its output goes where this program's goes.
 */
public final class ExperimentProcess {

    /** Longer than the other side takes to end a session by force. */
    private static final long END_SECONDS = 25;

    /** For saying what came of it, which a busy computer may take its time for. */
    private static final long LAST_WORDS_SECONDS = 15;

    private final ClassPath classPath;
    private final List<String> jvmOptions;

    /**
     * Get one ready.
     *
     * @param classPath the user's class path; this program's own comes behind it
     * @param jvmOptions options of Java, such as {@code -Xmx2g}
     */
    public ExperimentProcess(ClassPath classPath, List<String> jvmOptions) {
        this.classPath = classPath;
        this.jvmOptions = List.copyOf(jvmOptions);
    }

    /**
     * Run experiments and wait for their end. If this virtual machine is told to end meanwhile, as by Ctrl+C, it waits some seconds
     * for the session to be ended in order.
     *
     * @param request what to run
     * @param keys the experimenter's keys, line by line
     * @param said says what came of it and returns the exit code; it is waited for also if this virtual machine is ending
     * @return the exit code
     * @throws IOException if the virtual machine cannot be started
     * @throws InterruptedException if the thread is interrupted meanwhile; the virtual machine is ended then
     */
    public int run(RunRequest request, InputStream keys, ToIntFunction<RunResult> said)
            throws IOException, InterruptedException {
        Handover handover = Handover.create();
        CountDownLatch over = new CountDownLatch(1);
        try {
            handover.write(request);
            Process process = start(handover);
            Thread hook = new Thread(() -> end(process, over), "trialsync-interrupted");
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                Keys.hand(keys, process.getOutputStream());
                int exitCode = process.waitFor();
                return said.applyAsInt(RunResult.of(handover.outcome(), exitCode, handover.sessions()));
            } finally {
                process.destroyForcibly();
                handover.delete();
                over.countDown();
                remove(hook);
            }
        } finally {
            handover.delete();
        }
    }

    private Process start(Handover handover) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-ea"); // as build tools run tests
        command.addAll(jvmOptions);
        command.add("@" + handover.classPathArguments(classPath.withOurs()));
        command.add(ExperimentMain.class.getName());
        command.add(handover.folder().toString());
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The end of its keys makes it end the session, on every operating system and whoever else was told to end. */
    private static void end(Process process, CountDownLatch over) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // it is gone already
        }
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            over.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // this virtual machine is ending, and the hook has done its work
        }
    }
}
