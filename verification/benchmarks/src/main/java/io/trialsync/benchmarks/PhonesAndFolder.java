// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the benchmarks of sessions with several phones ask for alike. */
final class PhonesAndFolder {

    private static final int MOST_PHONES = 100;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    @Option(
            names = "--phones",
            paramLabel = "N",
            defaultValue = "4",
            description = "phones of the larger session; by default ${DEFAULT-VALUE}")
    private int phones;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "an empty or new folder in which the sessions are kept; by default they are deleted")
    private @Nullable Path directory;

    /** Refuse a wrong number of phones, and a folder with something in it. */
    void require() {
        Bounds.require(spec, "--phones", phones, 1, MOST_PHONES);
        WorkFolder.requireEmpty(spec.commandLine(), directory);
    }

    int phones() {
        return phones;
    }

    @Nullable
    Path directory() {
        return directory;
    }
}
