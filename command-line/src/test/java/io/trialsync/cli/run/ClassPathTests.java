// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTests {

    @TempDir
    Path here;

    @BeforeEach
    void files() throws IOException {
        Files.createDirectories(here.resolve("lib"));
        Files.createDirectories(here.resolve("classes"));
        for (String jar : List.of("b.jar", "a.jar", "notes.txt")) {
            Files.createFile(here.resolve("lib").resolve(jar));
        }
    }

    private List<String> entries(String... given) {
        return ClassPath.of(List.of(given), here).entries().stream()
                .map(entry -> here.relativize(entry).toString().replace('\\', '/'))
                .toList();
    }

    @Test
    void takesFoldersJarsAllJarsOfAFolderAndFilesOfPaths() throws IOException {
        String separator = File.pathSeparator;
        assertThat(entries("classes" + separator + "lib/b.jar")).containsExactly("classes", "lib/b.jar");
        assertThat(entries("classes", "lib/*")).containsExactly("classes", "lib/a.jar", "lib/b.jar");
        Files.writeString(here.resolve("paths.txt"), "classes" + separator + "lib/a.jar\nlib/b.jar\n");
        assertThat(entries("@paths.txt" + separator)).containsExactly("classes", "lib/a.jar", "lib/b.jar");
    }

    @Test
    void findsAMavenProjectByItself() throws IOException {
        Files.createDirectories(here.resolve("target/classes"));
        assertThat(entries()).containsExactly("target/classes");
        Files.createDirectories(here.resolve("target/test-classes"));
        Files.writeString(here.resolve("target/classpath.txt"), "lib/a.jar");
        assertThat(entries()).containsExactly("target/test-classes", "target/classes", "lib/a.jar");
    }

    @Test
    void saysWhatIsNotThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> entries("classes" + File.pathSeparator + "nowhere"))
                .withMessageContaining("nowhere] in the class path does not exist; folders, jars, dir/* and @file");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> entries("classes/*"))
                .withMessageContaining("there are no jars in [");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> entries("@nowhere.txt"))
                .withMessageContaining("nowhere.txt] in the class path does not exist");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> entries())
                .withMessageContaining("dependency:build-classpath");
    }
}
