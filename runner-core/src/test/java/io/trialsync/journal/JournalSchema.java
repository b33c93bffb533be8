// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema of the journal, for tests. */
public final class JournalSchema {

    private final JsonMapper mapper = new JsonMapper();
    private final JsonNode json = mapper.readTree(text());
    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(json);

    /** Reads it. */
    public JournalSchema() {}

    private static String text() {
        try (InputStream in = Journal.class.getResourceAsStream("trialsync-journal-1.schema.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Fail if a whole line of a journal is not as the schema says; the session may still be going on.
     *
     * @param journal the file
     * @throws IOException if it cannot be read
     */
    public void assertValid(Path journal) throws IOException {
        String all = Files.readString(journal);
        all.substring(0, all.lastIndexOf('\n') + 1).lines().forEach(this::assertValid);
    }

    void assertValid(String line) {
        assertThat(schema.validate(mapper.readTree(line))).as(line).isEmpty();
    }

    boolean accepts(String line) {
        return schema.validate(mapper.readTree(line)).isEmpty();
    }

    JsonNode json() {
        return json;
    }
}
