// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import io.trialsync.align.ClockModelFile;
import io.trialsync.export.SessionTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.MediaType;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Hands a session's tables to JUnit's reports, so that development environments and CI systems show them with the class. */
final class PublishedTables {

    private static final MediaType CSV = MediaType.create("text", "csv");
    private static final Map<String, MediaType> FILES = Map.of(
            SessionTables.TRIALS,
            CSV,
            SessionTables.MARKERS,
            CSV,
            ClockModelFile.FILE_NAME,
            MediaType.APPLICATION_JSON);

    private PublishedTables() {}

    /** Copies the tables. The originals stay where they are, so that a failure is no harm; it is said. */
    static void publish(ExtensionContext context, Path folder) {
        try {
            FILES.forEach((name, type) -> context.publishFile(name, type, copy -> replace(folder.resolve(name), copy)));
        } catch (RuntimeException e) {
            System.out.println(
                    "TrialSync: the tables are in the session's folder, but not in JUnit's reports: " + e.getMessage());
        }
    }

    private static void replace(Path original, Path copy) throws IOException {
        Files.copy(original, copy, StandardCopyOption.REPLACE_EXISTING);
    }
}
