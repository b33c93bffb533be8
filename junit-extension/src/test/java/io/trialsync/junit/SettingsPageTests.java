// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trialsync.runner.Configuration;
import io.trialsync.runner.Setting;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether the page on settings names all of them. */
class SettingsPageTests {

    private static final Path PAGE = Path.of("..", "doc", "sessions.md");

    private static String rowOf(String key) throws IOException {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `" + key + "` |"))
                .toList();
        assertThat(rows).as("row of " + key + " in doc/sessions.md").hasSize(1);
        return rows.get(0);
    }

    @Test
    void eachKeyHasARowOfItsOwn() throws Exception {
        List<Field> keys = Arrays.stream(Configuration.class.getFields())
                .filter(field -> field.getName().endsWith("_PROPERTY_NAME"))
                .toList();
        assertThat(keys).hasSizeGreaterThan(15);
        for (Field key : keys) {
            assertThat(rowOf(String.valueOf(key.get(null))).split("\\|")).hasSize(5);
        }
    }

    @Test
    void eachElementOfTheAnnotationStandsInTheRowOfItsKey() throws IOException {
        for (Method element : Experiment.class.getDeclaredMethods()) {
            String key = element.getAnnotation(Setting.class).value();
            assertThat(rowOf(key)).contains("| `" + element.getName() + "` |");
        }
    }
}
