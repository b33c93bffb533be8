// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli.run;

import io.trialsync.junit.Experiment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Finds experiment classes by their names. Stateless. */
final class ExperimentClasses {

    private ExperimentClasses() {}

    /**
     * The classes, none of which is initialised yet.
     *
     * @throws IllegalArgumentException if one cannot be run; the message says why, and what is allowed
     */
    static List<Class<?>> named(List<String> names) {
        return names.stream().distinct().<Class<?>>map(ExperimentClasses::named).toList();
    }

    private static Class<?> named(String name) {
        Class<?> found = load(name);
        boolean experiment = Stream.<Class<?>>iterate(found, each -> each != null, Class::getEnclosingClass)
                .anyMatch(each -> AnnotationSupport.isAnnotated(each, Experiment.class));
        if (!experiment) {
            throw new IllegalArgumentException("[" + name + "] is not an experiment: it has no @Experiment");
        }
        return found;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ExperimentClasses.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "[" + name + "] is not on the class path; give the full name of an experiment class, such as"
                            + " lab.SearchExperiment or lab.Searches$Practice, and say with --class-path where it is"
                            + mavenHint(),
                    e);
        } catch (LinkageError e) {
            throw new IllegalArgumentException(notLoaded(name, e), e);
        }
    }

    static String notLoaded(String name, LinkageError failure) {
        return "[" + name + "] cannot be loaded: " + failure + "; is anything missing on the class path?" + mavenHint();
    }

    /** Only for those who stand in a Maven project and have not done it yet. */
    private static String mavenHint() {
        return Files.exists(Path.of("pom.xml")) && Files.notExists(Path.of("target", "classpath.txt"))
                ? "; " + ClassPath.MAVEN_HINT
                : "";
    }

    /** Why a class cannot be run, if JUnit has found no test in it. */
    static Optional<String> withoutTests(List<Class<?>> classes, TestPlan plan) {
        return classes.stream()
                .filter(each -> plan.getRoots().stream()
                        .flatMap(root -> plan.getDescendants(root).stream())
                        .noneMatch(found -> isOf(found, each)))
                .findFirst()
                .map(each ->
                        "[" + each.getName() + "] has no trials: JUnit finds no test in it; a trial is a method with"
                                + " @Test, @RepeatedTest, @ParameterizedTest, @TestFactory or @DesignedTrials, in a class that"
                                + " is neither abstract nor private");
    }

    private static boolean isOf(TestIdentifier found, Class<?> wanted) {
        return found.getSource()
                .filter(ClassSource.class::isInstance)
                .map(source -> ((ClassSource) source).getClassName())
                .filter(wanted.getName()::equals)
                .isPresent();
    }
}
