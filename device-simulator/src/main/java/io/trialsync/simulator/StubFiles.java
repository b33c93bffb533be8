// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes stub mappings where WireMock looks for them. Stateless. */
final class StubFiles {

    private static final String MAPPINGS = "mappings";

    private StubFiles() {}

    /** Refuse a folder that has mappings already: of two recordings mixed, none would be played. */
    static void requireUnused(Path directory) throws IOException {
        Path mappings = directory.resolve(MAPPINGS);
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new IOException("[" + directory + "] is a file; a folder is needed for the stub mappings");
        }
        if (Files.isDirectory(mappings)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(mappings)) {
                if (files.iterator().hasNext()) {
                    throw new IOException("[" + mappings + "] is not empty; choose a new folder for this recording");
                }
            }
        }
    }

    /** Write all mappings or none; without any, nothing is made. */
    static int write(Path directory, Map<String, StubMapping> stubs) throws IOException {
        requireUnused(directory);
        if (stubs.isEmpty()) {
            return 0;
        }
        Path mappings = Files.createDirectories(directory.resolve(MAPPINGS));
        Map<Path, Path> written = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, StubMapping> stub : stubs.entrySet()) {
                Path part = mappings.resolve(stub.getKey() + ".json.part");
                written.put(part, mappings.resolve(stub.getKey() + ".json"));
                Files.writeString(part, StubMapping.buildJsonStringFor(stub.getValue()) + "\n");
            }
            for (Map.Entry<Path, Path> file : written.entrySet()) {
                Files.move(file.getKey(), file.getValue(), StandardCopyOption.REPLACE_EXISTING);
            }
            return stubs.size();
        } catch (IOException e) {
            for (Path part : written.keySet()) {
                Files.deleteIfExists(part);
            }
            throw new IOException("the stub mappings cannot be written to [" + mappings + "]: " + e.getMessage(), e);
        }
    }
}
