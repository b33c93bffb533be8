// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import picocli.CommandLine;

/**
 * One run of the program in this JVM, and what came of it.
 *
 * @param exitCode the exit code
 * @param out what it printed
 * @param err what it printed on the error stream
 */
record ProgramRun(int exitCode, String out, String err) {

    static ProgramRun of(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine program = TrialSync.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        int exitCode = program.execute(Arrays.stream(args).map(Object::toString).toArray(String[]::new));
        return new ProgramRun(exitCode, out.toString(), err.toString());
    }
}
