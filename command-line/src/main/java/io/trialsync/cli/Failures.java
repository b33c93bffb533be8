// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.align.AlignmentException;
import io.trialsync.align.PlainText;
import io.trialsync.device.DeviceException;
import java.io.PrintWriter;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** How the program ends when it cannot do what was asked: one line on the error stream and an exit code. */
final class Failures {

    /** Some messages of picocli begin so, others do not. */
    private static final Pattern PICOCLI_PREFIX = Pattern.compile("^Error: ");

    private Failures() {}

    static int wrongUsage(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("trialsync: " + PICOCLI_PREFIX.matcher(failure.getMessage()).replaceFirst(""));
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }

    static int failed(Exception failure, CommandLine command, boolean verbose) {
        PrintWriter err = command.getErr();
        if (isForUsers(failure)) {
            err.println("trialsync: " + PlainText.oneLine(failure.getMessage()));
        } else {
            err.println("trialsync: internal error, please report it: " + PlainText.oneLine(failure.toString())
                    + (verbose ? "" : " (--verbose shows the stack trace)"));
        }
        if (verbose) {
            failure.printStackTrace(err);
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** These exceptions carry one line that says what was given, where, and what is allowed. */
    private static boolean isForUsers(Exception failure) {
        return failure instanceof AlignmentException
                || failure instanceof DeviceException
                || failure instanceof CommandFailedException;
    }
}
