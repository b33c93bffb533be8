// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program {@code trialsync run} in a virtual machine of its own, as a shell would run it, in an empty folder. */
final class StartedProgram implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;
    private static final long POLL_MILLIS = 20;
    private static final String OUT = "out.txt";
    private static final String ERR = "err.txt";

    private final Path folder;
    private final Process process;

    private StartedProgram(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** With the settings that make sessions short. */
    static StartedProgram run(Path folder, Class<?> experiment, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                experiment.getName(), "--class-path", experiments().toString(), "-Dtrialsync.sync.max-pause=10ms"));
        arguments.add("-Dtrialsync.state.dir=" + folder.resolve("state"));
        arguments.add("-J-XX:TieredStopAtLevel=1");
        arguments.addAll(List.of(more));
        return with(folder, arguments.toArray(String[]::new));
    }

    static StartedProgram with(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                absoluteClassPath(),
                "io.trialsync.cli.TrialSync",
                "run"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve(OUT).toFile())
                .redirectError(folder.resolve(ERR).toFile())
                .start();
        return new StartedProgram(folder, process);
    }

    static Path experiments() {
        try {
            return Path.of(Fixtures.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String absoluteClassPath() {
        return String.join(
                File.pathSeparator,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
    }

    /** Type a line. */
    void type(String line) throws IOException {
        OutputStream keys = process.getOutputStream();
        keys.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    /** Wait until the program has printed something. */
    void awaitOut(String text) throws IOException, InterruptedException {
        await(text, folder.resolve(OUT));
    }

    void awaitErr(String text) throws IOException, InterruptedException {
        await(text, folder.resolve(ERR));
    }

    private void await(String text, Path file) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.readString(file).contains(text)) {
            assertThat(System.nanoTime())
                    .as("waited for [%s]: %s %s", text, out(), err())
                    .isLessThan(deadline);
            assertThat(process.isAlive())
                    .as("for [%s]: %s %s", text, out(), err())
                    .isTrue();
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** The virtual machine in which the experiments are. */
    ProcessHandle experimentProcess() {
        return process.toHandle().children().findFirst().orElseThrow();
    }

    void kill() {
        process.destroyForcibly();
    }

    /** As by Ctrl+C or the end of a login. */
    void askToEnd() {
        process.destroy();
    }

    int awaitExit() throws InterruptedException, IOException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("has ended: %s %s", out(), err())
                .isTrue();
        return process.exitValue();
    }

    String out() throws IOException {
        return Files.readString(folder.resolve(OUT));
    }

    String err() throws IOException {
        return Files.readString(folder.resolve(ERR));
    }

    /** The folder of the one session, if there is one. */
    Optional<Path> session() throws IOException {
        if (Files.notExists(folder.resolve("sessions"))) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(folder.resolve("sessions"), 3)) {
            return files.filter(file -> file.getFileName().toString().contains("_run-"))
                    .findFirst();
        }
    }

    /** Ends what a failed test has left. */
    @Override
    public void close() {
        process.toHandle().descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
