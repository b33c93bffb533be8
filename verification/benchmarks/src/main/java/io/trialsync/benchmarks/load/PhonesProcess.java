// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Phones in a JVM of their own, so that what they keep in memory is not taken for the session's. */
final class PhonesProcess implements AutoCloseable {

    private static final long LONGEST_START_SECONDS = 120;
    private static final long LONGEST_END_SECONDS = 30;
    private static final long LOOK_MILLIS = 50;

    private final Process process;
    private final Path folder;
    private final List<String> addresses;

    private PhonesProcess(Process process, Path folder, List<String> addresses) {
        this.process = process;
        this.folder = folder;
        this.addresses = List.copyOf(addresses);
    }

    /**
     * Start phones and wait until all of them listen.
     *
     * @throws IOException if they do not
     */
    static PhonesProcess start(int phones, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path log = folder.resolve("phones.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        PhonesHost.class.getName(),
                        Integer.toString(phones),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            return new PhonesProcess(process, folder, awaitAddresses(process, folder, log));
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static List<String> awaitAddresses(Process process, Path folder, Path log)
            throws IOException, InterruptedException {
        Path told = folder.resolve(PhonesHost.FILE_NAME);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_START_SECONDS);
        while (!Files.exists(told)) {
            if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                throw new IOException("the JVM of the phones did not start; it said: "
                        + Files.readAllLines(log).stream().limit(1).collect(Collectors.joining()));
            }
        }
        return Files.readAllLines(told).stream()
                .map(line -> "companion:" + line.substring(0, line.indexOf(' ')))
                .toList();
    }

    /** {@return the addresses of the phones, as {@code trialsync.device} takes them} */
    String addresses() {
        return String.join(",", addresses);
    }

    /** {@return the list of events of a phone, complete once the phones have ended} */
    Path events(String phoneId) {
        return EventList.file(folder, phoneId);
    }

    /** End the phones; their lists of events are then complete. */
    @Override
    public void close() throws IOException {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the JVM of the phones did not end within " + LONGEST_END_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
