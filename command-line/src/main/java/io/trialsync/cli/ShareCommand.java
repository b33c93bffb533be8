// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.align.PlainText;
import io.trialsync.align.SessionFolders;
import io.trialsync.export.SharedCopy;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code trialsync share}: writes a copy of a session for others. */
@Command(
        name = "share",
        header = "Write a copy of a session without addresses, names of hosts and devices, and paths.",
        description = {
            "The copy's journal is valid and aligns to the same clock models; models and tables are written anew from it, tables of"
                    + " samples are copied, and any other file is left out. What was removed is listed, and so is what of people"
                    + " is still in it: read that list before you publish.",
            "The participant's label stays: give labels that say nothing of a person.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = ManifestVersion.class,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 the copy was written, 1 it was not, and nothing is left of it.",
            "",
            "Example:",
            "  trialsync share sessions/sub-P07/ses-01/sub-P07_ses-01_task-visualsearch_run-01 \\",
            "                  --output sub-P07.zip"
        })
final class ShareCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SESSION_DIR",
            description = "Folder of a session, or a folder of sessions, which means the newest of them.")
    @SuppressWarnings("NullAway.Init") // required
    private Path folder;

    @Option(
            names = "--output",
            paramLabel = "DIR|ZIP",
            description =
                    "New folder, or new file if its name ends in .zip; nothing is ever overwritten (default: the session's name"
                            + " and _shared, in the working directory).")
    @Nullable
    private Path output;

    @Option(
            names = "--without-streams",
            description = "Leave out the tables of gaze and IMU samples in streams/, which are copied otherwise.")
    private boolean withoutStreams;

    @Option(names = "--json", description = "Print one JSON object instead: session, output, removed and kept.")
    private boolean json;

    ShareCommand() {}

    @Override
    public void run() {
        Path session = SessionFolders.newest(folder);
        Path target =
                output == null ? Path.of(session.toAbsolutePath().normalize().getFileName() + "_shared") : output;
        SharedCopy copy = SharedCopy.write(session, target, !withoutStreams, OwnNames.ofThisComputer());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("session", session.toString());
            fields.put("output", target.toString());
            fields.put("removed", copy.removed());
            fields.put("kept", copy.kept());
            out.println(JsonMapper.builder().build().writeValueAsString(fields));
            return;
        }
        out.println(session + " copied: " + target);
        copy.removed().forEach(what -> out.println("  removed: " + PlainText.oneLine(what)));
        copy.kept().forEach(what -> out.println("  still in it: " + PlainText.oneLine(what)));
    }
}
