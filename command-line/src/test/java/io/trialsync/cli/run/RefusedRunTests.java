// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.Launcher;

/** What {@code trialsync run} does not begin with. */
class RefusedRunTests {

    @TempDir
    Path folder;

    private void refuses(StartedProgram started, String... message) throws Exception {
        try (StartedProgram program = started) {
            assertThat(program.awaitExit()).as(program.err()).isEqualTo(2);
            assertThat(program.err())
                    .startsWith("trialsync: ")
                    .contains(message)
                    .endsWith("Try 'trialsync run --help'.\n")
                    .hasLineCount(2);
            assertThat(program.out()).isEmpty();
            assertThat(program.session()).isEmpty();
        }
    }

    @Test
    void aClassThatIsNotThere() throws Exception {
        refuses(
                StartedProgram.with(
                        folder,
                        "lab.Missing",
                        Fixtures.Steady.class.getName(),
                        "-cp",
                        StartedProgram.experiments().toString()),
                "[lab.Missing] is not on the class path; give the full name");
    }

    @Test
    void aClassThatIsNoExperiment() throws Exception {
        refuses(
                StartedProgram.run(folder, Fixtures.NoExperiment.class),
                "Fixtures$NoExperiment] is not an experiment: it has no @Experiment");
    }

    @Test
    void anExperimentWithoutTrials() throws Exception {
        refuses(
                StartedProgram.run(folder, Fixtures.Empty.class, "--device", "simulated:neon"),
                "Fixtures$Empty] has no trials");
    }

    @Test
    void aWrongSetting() throws Exception {
        refuses(
                StartedProgram.run(folder, Fixtures.Steady.class, "--recording", "maybe"),
                "trialsync.recording: ",
                "[maybe]");
    }

    @Test
    void aDeviceOfNoKnownKind() throws Exception {
        refuses(
                StartedProgram.run(folder, Fixtures.Steady.class, "--device", "telescope:1"),
                "trialsync.device: ",
                "telescope");
    }

    @Test
    void aReplayOfAFolderThatIsNotThereOrAtAnUnknownPace() throws Exception {
        refuses(
                StartedProgram.run(folder, Fixtures.Steady.class, "--device", "replay:no-such-session"),
                "trialsync.device: [no-such-session] cannot be replayed: there is no such folder");
        refuses(
                StartedProgram.run(folder, Fixtures.Steady.class, "--device", "replay:no-such-session?pace=quick"),
                "trialsync.device: pace in device address [replay:no-such-session?pace=quick]: [quick] is not one of"
                        + " real, fast");
    }

    @Test
    void aSettingThatIsGivenTwice() throws Exception {
        refuses(
                StartedProgram.run(folder, Fixtures.Steady.class, "--seed", "1", "-Dtrialsync.seed=2"),
                "trialsync.seed is given twice");
    }

    @Test
    void aClassPathThatIsNotThere() throws Exception {
        refuses(
                StartedProgram.with(folder, "lab.Search", "--class-path", "nowhere"),
                "--class-path: [" + folder.resolve("nowhere") + "] in the class path does not exist");
    }

    @Test
    void aFolderWithoutAMavenProject() throws Exception {
        refuses(
                StartedProgram.with(folder, "lab.Search"),
                "neither target/test-classes nor target/classes",
                "mvn test-compile dependency:build-classpath");
    }

    @Test
    void partsOfTwoVersionsOfJUnit() throws Exception {
        Path other = folder.resolve("junit-platform-launcher-6.0.0.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "6.0.0");
        String name = Launcher.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(other), manifest);
                InputStream launcher =
                        Objects.requireNonNull(Launcher.class.getClassLoader().getResourceAsStream(name))) {
            jar.putNextEntry(new JarEntry(name));
            launcher.transferTo(jar);
        }
        refuses(
                StartedProgram.run(folder, Fixtures.Steady.class, "-cp", other.toString()),
                "the class path mixes versions of JUnit: ",
                "6.0.0 (junit-platform-launcher-6.0.0.jar)",
                "or nothing of JUnit, and TrialSync's own is used");
    }

    @Test
    void allTestsDisabledIsARunWithoutTrials() throws Exception {
        try (StartedProgram program = StartedProgram.run(folder, Fixtures.Idle.class)) {
            assertThat(program.awaitExit()).isEqualTo(1);
            assertThat(program.err()).contains("no trial has begun; are all tests disabled?");
        }
    }

    @Test
    void aProjectsFoldersAreFoundByThemselves() throws Exception {
        Files.createDirectories(folder.resolve("target"));
        Files.writeString(folder.resolve("target/classpath.txt"), StartedProgram.experiments() + "\n");
        Files.createDirectories(folder.resolve("target/classes"));
        refuses(StartedProgram.with(folder, Fixtures.NoExperiment.class.getName()), "it has no @Experiment");
    }
}
