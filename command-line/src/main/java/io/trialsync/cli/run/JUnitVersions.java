// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli.run;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.CodeSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/**
 * Whether the parts of JUnit on a class path belong together. Where a part is on the user's class path, it comes before ours, so
 * that parts of two versions can meet; what comes of that are errors that nobody understands. Stateless.
 */
final class JUnitVersions {

    /** In our own jar, which holds JUnit and has its own version. */
    private static final String IN_OUR_JAR = "JUnit-Version";

    private static final List<String> PARTS = List.of(
            "org.junit.jupiter.api.Test",
            "org.junit.jupiter.engine.JupiterTestEngine",
            "org.junit.platform.commons.JUnitException",
            "org.junit.platform.engine.TestEngine",
            "org.junit.platform.launcher.Launcher");

    private JUnitVersions() {}

    /** What is wrong, in one line. */
    static Optional<String> problem(ClassLoader loader) {
        Map<String, String> jarByVersion = new LinkedHashMap<>();
        for (String part : PARTS) {
            locate(part, loader)
                    .ifPresent(
                            jar -> version(jar).ifPresent(version -> jarByVersion.putIfAbsent(version, jar.getName())));
        }
        if (jarByVersion.size() < 2) {
            return Optional.empty();
        }
        String found = jarByVersion.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining(" and "));
        return Optional.of("the class path mixes versions of JUnit: " + found
                + "; have all of one on it, junit-jupiter-engine and junit-platform-launcher included, as Maven does with"
                + " junit-bom, or nothing of JUnit, and TrialSync's own is used");
    }

    private static Optional<File> locate(String part, ClassLoader loader) {
        try {
            CodeSource source =
                    Class.forName(part, false, loader).getProtectionDomain().getCodeSource();
            return source == null || source.getLocation() == null
                    ? Optional.empty()
                    : Optional.of(new File(source.getLocation().toURI()));
        } catch (ClassNotFoundException | LinkageError | URISyntaxException | IllegalArgumentException e) {
            return Optional.empty(); // whoever needs it will say so
        }
    }

    /** Platform 1.14.4 belongs to Jupiter 5.14.4; from 6 on all have the same number. */
    private static Optional<String> version(File jar) {
        try (JarFile file = new JarFile(jar)) {
            Manifest manifest = file.getManifest();
            if (manifest == null) {
                return Optional.empty();
            }
            Attributes main = manifest.getMainAttributes();
            String ours = main.getValue(IN_OUR_JAR);
            String version = ours == null ? main.getValue(Attributes.Name.IMPLEMENTATION_VERSION) : ours;
            return Optional.ofNullable(version).map(text -> text.replaceFirst("^1\\.", "5."));
        } catch (IOException e) {
            return Optional.empty(); // a folder of classes has no version
        }
    }
}
