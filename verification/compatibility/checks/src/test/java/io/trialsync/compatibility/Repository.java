// SPDX-License-Identifier: Apache-2.0
package io.trialsync.compatibility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the modules of this build lie. */
final class Repository {

    private Repository() {}

    static Path root() {
        return Path.of(property("repository")).toAbsolutePath().normalize();
    }

    /** What this build's Maven has told. */
    static String property(String name) {
        String value = System.getProperty("compatibility." + name);
        if (value == null) {
            throw new IllegalStateException("compatibility." + name + " is not set; run this by mvn verify");
        }
        return value;
    }

    /** All session folders under a directory, in order. */
    static List<Path> sessions(Path directory) {
        try (Stream<Path> files = Files.walk(directory, 3)) {
            return files.filter(file -> file.getFileName().toString().contains("_run-"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
