// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Measures speed and memory; everything after the command is JMH's own. */
@Command(
        name = "jmh",
        description = {
            "Measures the speed and the memory of fits and conversions with JMH.",
            "Arguments are JMH's own: a regular expression that chooses benchmarks, and options (jmh -h lists them)."
        })
final class SpeedCommand implements Callable<Integer> {

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        Main.main(arguments.toArray(String[]::new));
        return 0;
    }
}
