// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.trialsync.clock.StampRule;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;
import tools.jackson.databind.json.JsonMapper;

/** Journal records as JSON and back. Thread-safe. */
final class JournalJson {

    private static final int DEEPEST = 32;

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .propertyNamingStrategy(new UnitNames())
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .addMixIn(StampRule.class, LowerCase.class)
            .build();

    private final RequiredComponents required = new RequiredComponents();

    byte[] write(JournalRecord record) {
        return mapper.writeValueAsString(record).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Read a record.
     *
     * @throws JacksonException if it is none, or lacks a value that every record of its type has
     */
    JournalRecord read(byte[] bytes, int length) {
        JournalRecord record = mapper.readValue(bytes, 0, length, JournalRecord.class);
        String missing = required.missingIn(record);
        if (missing != null) {
            throw DatabindException.from((JsonParser) null, "[" + nameOf(missing) + "] is missing");
        }
        return record;
    }

    /** {@return the name in the file of a component of a record} */
    static String nameOf(String component) {
        String snake = component.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        return snake.endsWith("_nanos") ? snake.substring(0, snake.length() - "nanos".length()) + "ns" : snake;
    }

    @EnumNaming(EnumNamingStrategies.LowerCaseStrategy.class)
    private enum LowerCase {}

    /** Snake case, and {@code Nanos} as {@code ns}, the unit's symbol. */
    private static final class UnitNames extends PropertyNamingStrategies.NamingBase {
        private static final long serialVersionUID = 1L;

        @Override
        public String translate(String name) {
            return nameOf(name);
        }
    }
}
