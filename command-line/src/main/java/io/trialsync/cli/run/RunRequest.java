// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli.run;

import java.util.List;
import java.util.Map;

/**
 * What is to be run, and how.
 *
 * @param classes the names of the experiment classes, in their order
 * @param settings JUnit's configuration parameters by key, {@code trialsync.*} among them
 * @param properties system properties of the experiments' virtual machine, by key
 * @param columns how wide the terminal is on which somebody watches; 0 if nobody does
 * @param outputAside whether all that is printed goes to the error stream, since the standard output is for programs
 * @param verbose whether failures of trials come with their stack traces
 */
public record RunRequest(
        List<String> classes,
        Map<String, String> settings,
        Map<String, String> properties,
        int columns,
        boolean outputAside,
        boolean verbose) {

    /** Copies list and maps. */
    public RunRequest {
        classes = List.copyOf(classes);
        settings = Map.copyOf(settings);
        properties = Map.copyOf(properties);
    }
}
