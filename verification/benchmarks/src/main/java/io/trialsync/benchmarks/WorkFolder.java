// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The folder that a command writes sessions to: the one that was given, or a temporary one. Stateless. */
final class WorkFolder {

    /** What is done in the folder. */
    interface Work {
        int in(Path folder) throws IOException, InterruptedException;
    }

    private WorkFolder() {}

    /** Refuse a given folder that is not empty. */
    static void requireEmpty(CommandLine command, @Nullable Path directory) {
        String[] names = directory == null ? new String[0] : directory.toFile().list();
        if (directory != null && Files.exists(directory) && (names == null || names.length > 0)) {
            throw new ParameterException(command, "--directory: [" + directory + "] is not an empty or new folder");
        }
    }

    /** Work in the given folder, or in a temporary one that is deleted afterwards. */
    static int use(@Nullable Path directory, Work work) throws IOException, InterruptedException {
        if (directory != null) {
            return work.in(directory);
        }
        Path temporary = Files.createTempDirectory("trialsync-benchmarks");
        try {
            return work.in(temporary);
        } finally {
            delete(temporary);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
