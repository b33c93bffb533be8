// SPDX-License-Identifier: Apache-2.0
package io.trialsync.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Maven with a local repository of its own. What is not ours comes from where this build has it from, so that nothing is downloaded;
 * of ours, there is only what was installed here.
 *
 * @param localRepository its local repository
 */
record NestedMaven(Path localRepository) {

    private static final long PATIENCE_MINUTES = 10;

    /**
     * What became of a call.
     *
     * @param exitCode 0 if the build succeeded
     * @param output what Maven said
     */
    record Result(int exitCode, String output) {}

    /** Install a module's pom and its jars as they lie in its target folder. */
    void install(String pom, String artifact) throws IOException {
        String version = Repository.property("version");
        String name = artifact + "-" + version;
        Path folder = localRepository.resolve("io/trialsync").resolve(artifact).resolve(version);
        Path from = Repository.root().resolve(pom);
        copy(from, folder.resolve(name + ".pom"));
        for (String jar : List.of(name + ".jar", name + "-tests.jar")) {
            Path built = from.resolveSibling("target").resolve(jar);
            if (Files.exists(built)) {
                copy(built, folder.resolve(jar));
            }
        }
    }

    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
    }

    Result run(Path project, String... arguments) throws IOException, InterruptedException {
        Path output = project.resolveSibling(project.getFileName() + "-maven.txt");
        ProcessBuilder builder = new ProcessBuilder(command(settings(project), arguments));
        // what the outer Maven was called with is not for this one
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1");
        builder.environment().remove("MAVEN_ARGS");
        Process maven = builder.directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = maven.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
            String said = withoutTransfers(output);
            assertThat(ended).as(said).isTrue();
            return new Result(maven.exitValue(), said);
        } finally {
            maven.descendants().forEach(ProcessHandle::destroyForcibly);
            maven.destroyForcibly();
        }
    }

    /** A local repository has no checksums, and Maven says so at length for each file. */
    private static String withoutTransfers(Path output) throws IOException {
        return Files.readAllLines(output).stream()
                .filter(line -> line.startsWith("[") && !line.contains("validate integrity"))
                .collect(Collectors.joining("\n"));
    }

    private Path settings(Path project) throws IOException {
        return Files.writeString(project.resolveSibling("settings.xml"), """
                <settings>
                  <localRepository>%s</localRepository>
                  <mirrors>
                    <mirror>
                      <id>this-build</id>
                      <mirrorOf>*</mirrorOf>
                      <url>%s</url>
                    </mirror>
                  </mirrors>
                </settings>
                """.formatted(
                        localRepository,
                        Path.of(Repository.property("local-repository")).toUri()));
    }

    private static List<String> command(Path settings, String... arguments) {
        String program = System.getProperty("os.name").startsWith("Windows") ? "bin/mvn.cmd" : "bin/mvn";
        List<String> command = new ArrayList<>(List.of(
                Path.of(Repository.property("maven-home")).resolve(program).toString(),
                "-B",
                "-ntp",
                "-s",
                settings.toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
