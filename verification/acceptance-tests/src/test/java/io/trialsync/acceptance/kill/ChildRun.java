// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A child virtual machine that runs {@link EndlessExperiment}, and what it said. */
final class ChildRun implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final Path sessions;
    private final BlockingQueue<String> news = new LinkedBlockingQueue<>();
    private final List<String> said = new ArrayList<>();
    private final Thread reader = new Thread(this::read, "child");

    private ChildRun(Process process, Path sessions) {
        this.process = process;
        this.sessions = sessions;
        reader.start();
    }

    /** Start it, behind some words of a shell or none. */
    static ChildRun start(Path sessions, String device, String before) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String command = before + "exec \"$0\" \"$@\"";
        Process process = new ProcessBuilder(
                        "bash",
                        "-c",
                        command,
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        EndlessExperiment.Child.class.getName(),
                        sessions.toString(),
                        device)
                .redirectErrorStream(true)
                .start();
        return new ChildRun(process, sessions);
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (said) {
                    said.add(line);
                }
                news.add(line);
            }
        } catch (IOException e) {
            // a process that is killed may take its output with it
        }
    }

    /** Wait until it says something that begins so. */
    void await(String beginning) throws InterruptedException {
        String line;
        do {
            line = news.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(line)
                    .as("nothing began with [%s] in %s", beginning, said())
                    .isNotNull();
        } while (!line.startsWith(beginning));
    }

    /** Wait until the folder of its session is there. */
    void awaitFolder() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (folder().isEmpty()) {
            assertThat(System.nanoTime()).as("no session in %s", said()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    /** {@code SIGKILL}. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitEnd();
    }

    void awaitEnd() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("it ends")
                .isTrue();
        reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    }

    List<String> said() {
        synchronized (said) {
            return List.copyOf(said);
        }
    }

    /** How many trials it said were over. */
    int trialsOver() {
        return (int) said().stream()
                .filter(line -> line.startsWith(EndlessExperiment.OVER))
                .count();
    }

    /** The folder of its session, if it came so far. */
    Optional<Path> folder() throws IOException {
        if (!Files.isDirectory(sessions)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.walk(sessions, 3)) {
            return folders.filter(path -> String.valueOf(path.getFileName()).contains("_run-"))
                    .findFirst();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
