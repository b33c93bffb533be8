// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.trialsync.clock.StampRule;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The schema and the page say what the code writes; a type or field that is in one of them only fails here. */
class JournalSchemaTests {

    private static final Path PAGE = Path.of("..", "doc", "journal.md");
    private static final Map<Class<?>, String> JSON_TYPES = Map.of(
            int.class, "integer",
            long.class, "integer",
            Integer.class, "integer",
            String.class, "string",
            boolean.class, "boolean",
            Map.class, "object",
            List.class, "array");

    private final JournalSchema schema = new JournalSchema();
    private final JsonNode json = schema.json();

    static List<Class<?>> types() {
        return List.of(JournalRecord.class.getPermittedSubclasses());
    }

    private static String nameOf(Class<?> type) {
        return type.getAnnotation(JsonTypeName.class).value();
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyTypeOfRecordIsInTheExamplesOfTheTests(Class<?> type) {
        assertThat(SomeRecords.full())
                .as("a %s in SomeRecords.full()", type.getSimpleName())
                .anyMatch(type::isInstance);
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyTypeOfRecordAndEachOfItsFieldsIsInTheSchema(Class<?> type) {
        String name = nameOf(type);
        assertThat(texts(json.at("/properties/type/enum"))).contains(name);
        assertThat(json.get("allOf"))
                .as("a condition for the type")
                .anyMatch(condition ->
                        condition.at("/if/properties/type/const").asString("").equals(name)
                                && condition.at("/then/$ref").asString("").equals("#/$defs/" + name));
        assertSame(type, json.get("$defs").get(name));
    }

    @Test
    void theFieldsOfAClockAreInTheSchema() {
        assertSame(JournalRecord.ClockOf.class, json.get("$defs").get("clock-of"));
        assertThat(texts(json.at("/$defs/clock-of/properties/stamp_rule/enum")))
                .containsExactly(Arrays.stream(StampRule.values())
                        .map(rule -> rule.name().toLowerCase(Locale.ROOT))
                        .toArray(String[]::new));
    }

    private static void assertSame(Class<?> type, JsonNode definition) {
        assertThat(definition).as("$defs of %s", type.getSimpleName()).isNotNull();
        RecordComponent[] components = type.getRecordComponents();
        assertThat(definition.get("properties").propertyNames())
                .containsExactly(Arrays.stream(components)
                        .map(component -> JournalJson.nameOf(component.getName()))
                        .toArray(String[]::new));
        List<RecordComponent> required = RequiredComponents.of(type);
        assertThat(texts(definition.get("required")))
                .containsExactlyElementsOf(Arrays.stream(components)
                        .filter(component -> component.getType().isPrimitive()
                                || required.stream()
                                        .anyMatch(one -> one.getName().equals(component.getName())))
                        .map(component -> JournalJson.nameOf(component.getName()))
                        .toList());
        for (RecordComponent component : components) {
            JsonNode property = definition.get("properties").get(JournalJson.nameOf(component.getName()));
            if (component.getAccessor().isAnnotationPresent(Digits.class)) {
                assertThat(property.path("$ref").asString(""))
                        .as("%s", component)
                        .isEqualTo("#/$defs/digits");
            } else if (property.has("type")) {
                assertThat(property.path("type").asString(""))
                        .as("%s", component)
                        .isEqualTo(JSON_TYPES.get(component.getType()));
            }
        }
    }

    @Test
    void theSchemaKnowsNoTypeThatIsNeverWritten() {
        assertThat(texts(json.at("/properties/type/enum")))
                .containsExactlyInAnyOrderElementsOf(
                        types().stream().map(JournalSchemaTests::nameOf).toList());
    }

    @Test
    void recordsOfEveryTypeAreValidWithAndWithoutWhatMayBeAbsent() {
        for (List<JournalRecord> records :
                List.of(SomeRecords.full(), SomeRecords.sparse(), WrittenJournal.records(8))) {
            new String(DamagedJournalTests.bytesOf(records), UTF_8).lines().forEach(schema::assertValid);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"block-end\",\"block\":1,\"host_ns\":\"5\",\"crc\":\"00000000\"}",
                "{\"n\":1,\"type\":\"hologram\",\"crc\":\"00000000\"}",
                "{\"n\":1,\"type\":\"block-end\",\"block\":1,\"crc\":\"00000000\"}",
                "{\"n\":1,\"type\":\"block-end\",\"block\":1,\"host_ns\":5,\"crc\":\"00000000\"}",
                "{\"n\":1,\"type\":\"block-end\",\"block\":1,\"host_ns\":\"5.0\",\"crc\":\"00000000\"}",
                "{\"n\":1,\"type\":\"block-end\",\"block\":1,\"host_ns\":\"5\",\"crc\":\"0000000G\"}"
            })
    void aLineThatIsNotOneOfOursIsNotValid(String line) {
        assertThat(schema.accepts(line)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyTypeOfRecordAndEachOfItsFieldsIsOnThePage(Class<?> type) throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf("### `" + nameOf(type) + "`");
        assertThat(start).as("the section of %s in %s", nameOf(type), PAGE).isNotNegative();
        int end = page.indexOf("\n### ", start + 1);
        String section = end < 0 ? page.substring(start) : page.substring(start, end);
        assertThat(section)
                .contains(Arrays.stream(type.getRecordComponents())
                        .map(component -> "| `" + JournalJson.nameOf(component.getName()) + "` |")
                        .toArray(String[]::new));
    }

    private static List<String> texts(JsonNode array) {
        return Stream.iterate(0, i -> i < array.size(), i -> i + 1)
                .map(i -> array.get(i).asString())
                .toList();
    }
}
