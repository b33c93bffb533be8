// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the user's classes are: folders and jars.
 *
 * @param entries folders and jars, all of which exist, in their order
 */
public record ClassPath(List<Path> entries) {

    /** Says how the class path of a Maven project is got. */
    public static final String MAVEN_HINT = "for the class path of a Maven project, run"
            + " 'mvn test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath.txt'";

    private static final String LISTED = "target/classpath.txt";
    private static final long LONGEST_FILE = 4L << 20;

    /** Copies the list. */
    public ClassPath {
        entries = List.copyOf(entries);
    }

    /**
     * Read what was given, each with entries between the platform's separators: a folder, a jar, {@code dir/*} for all jars of a
     * folder, or {@code @file} for a file that holds a class path.
     *
     * @param given what was given; if nothing, a Maven project is looked for
     * @param here the current folder
     * @return the class path
     * @throws IllegalArgumentException if there is no such file; the message says which, and what is allowed
     */
    public static ClassPath of(List<String> given, Path here) {
        if (given.isEmpty()) {
            return ofMavenProject(here);
        }
        List<Path> entries = new ArrayList<>();
        given.forEach(text -> addAll(text, here, entries));
        return new ClassPath(entries);
    }

    private static ClassPath ofMavenProject(Path here) {
        List<Path> entries = Stream.of("target/test-classes", "target/classes")
                .map(here::resolve)
                .filter(Files::isDirectory)
                .collect(Collectors.toCollection(ArrayList::new));
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("there are neither target/test-classes nor target/classes in " + here
                    + "; say with --class-path where the experiments are, or compile them first; " + MAVEN_HINT);
        }
        if (Files.exists(here.resolve(LISTED))) {
            addAll("@" + LISTED, here, entries);
        }
        return new ClassPath(entries);
    }

    private static void addAll(String text, Path here, List<Path> entries) {
        for (String entry : text.split(File.pathSeparator, -1)) {
            if (!entry.isBlank()) {
                add(entry.strip(), here, entries);
            }
        }
    }

    private static void add(String entry, Path here, List<Path> entries) {
        if (entry.startsWith("@")) {
            contentOf(resolved(entry.substring(1), here)).lines().forEach(line -> addAll(line, here, entries));
        } else if (entry.equals("*") || entry.endsWith("/*") || entry.endsWith(File.separator + "*")) {
            entries.addAll(jarsIn(resolved(entry.substring(0, entry.length() - 1), here)));
        } else {
            entries.add(existing(resolved(entry, here)));
        }
    }

    private static Path resolved(String entry, Path here) {
        try {
            return here.resolve(entry);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("[" + entry + "] in the class path is not a path", e);
        }
    }

    private static Path existing(Path path) {
        if (!Files.exists(path)) {
            throw new IllegalArgumentException("[" + path
                    + "] in the class path does not exist; folders, jars, dir/* and"
                    + " @file, which holds a class path, are allowed, with " + File.pathSeparator + " between them");
        }
        return path;
    }

    private static String contentOf(Path file) {
        try {
            if (Files.size(existing(file)) > LONGEST_FILE) {
                throw new IllegalArgumentException("[" + file + "] is longer than a class path may be, 4 MiB");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("[" + file + "] cannot be read as a class path: " + e.getMessage(), e);
        }
    }

    private static List<Path> jarsIn(Path folder) {
        try (Stream<Path> files = Files.list(existing(folder))) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            if (jars.isEmpty()) {
                throw new IllegalArgumentException("there are no jars in [" + folder + "] of the class path");
            }
            return jars;
        } catch (IOException e) {
            throw new IllegalArgumentException("[" + folder + "] in the class path is not a folder of jars", e);
        }
    }

    /** The class path as Java takes it, with the program's own behind the user's. */
    String withOurs() {
        Stream<String> ours = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
        return Stream.concat(
                        entries.stream(), ours.filter(entry -> !entry.isEmpty()).map(Path::of))
                .map(entry -> entry.toAbsolutePath().normalize().toString())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }
}
