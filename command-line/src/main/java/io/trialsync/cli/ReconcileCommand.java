// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.align.AlignedDevice;
import io.trialsync.align.AlignmentException;
import io.trialsync.align.Reconciliation;
import io.trialsync.align.RecordingEvents;
import io.trialsync.align.SessionAlignment;
import io.trialsync.align.SessionFolders;
import io.trialsync.export.ReconciliationTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code trialsync reconcile}: compares the markers of a session with the events of a recording. */
@Command(
        name = "reconcile",
        header = "Compare the markers of a session with the events that a recording holds.",
        description = {
            "Says of each marker whether it is in the recording at its time (found), at another time (moved), not at all (missing),"
                    + " or belongs into another recording (elsewhere), and which events of the recording are no markers of the"
                    + " session (extra). Names and times count, the order does not; a marker that is there several times is found,"
                    + " and that is said.",
            "A time is right if it is what the device answered, or within the limits that the session's clock model has for the"
                    + " marker's host time. Both folders are only read.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = ManifestVersion.class,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 all markers of these recordings are there, 1 some are missing or moved, or the journal is damaged or"
                    + " has no end, so that it may not have all, 2 wrong usage, or nothing to"
                    + " compare.",
            "",
            "Examples:",
            "  trialsync reconcile sessions/sub-P07/ses-01/sub-P07_ses-01_task-search_run-01 \\",
            "                      exports/2026-03-04_10-13-32-b2345e8e",
            "  trialsync reconcile sessions b2345e8e --output reconciled.csv"
        })
final class ReconcileCommand implements Callable<Integer> {

    private static final int INCOMPLETE = 1;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "SESSION_DIR",
            description = "Folder of a session, or a folder of sessions, which means the newest of them.")
    @SuppressWarnings("NullAway.Init") // required
    private Path sessionFolder;

    @Parameters(
            index = "1",
            paramLabel = "RECORDING_DIR",
            description =
                    "Folder of a recording: an export of Pupil Cloud (events.csv), or as it comes from the phone (event.txt"
                            + " and event.time). An events.csv itself will do.")
    @SuppressWarnings("NullAway.Init") // required
    private Path recordingFolder;

    @Option(
            names = "--device",
            paramLabel = "KEY",
            description =
                    "Which device of the session, such as neon-f6c3; needed only if it has several and info.json does not"
                            + " say whose recording it is.")
    @Nullable
    private String key;

    @Option(names = "--all", description = "List all markers, not only those that are not as they should be.")
    private boolean all;

    @Option(
            names = "--output",
            paramLabel = "OUT.csv",
            description = "Also write a table of all markers and events; an older one is replaced.")
    @Nullable
    private Path output;

    @Option(names = "--json", description = "Print one JSON object instead.")
    private boolean json;

    ReconcileCommand() {}

    @Override
    public Integer call() {
        try (ProgressLine progress = ProgressLine.onTerminal(spec.commandLine().getErr())) {
            return reconcileAndPrint(progress);
        } catch (AlignmentException | CommandFailedException e) {
            spec.commandLine().getErr().println("trialsync: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CommandLine.ExitCode.USAGE;
        }
    }

    private int reconcileAndPrint(ProgressLine progress) throws InterruptedException {
        Reconciliation result =
                Watched.run(this::reconcile, nanos -> progress.say("comparing: " + nanos / NANOS_PER_SECOND + " s"));
        progress.close();
        result.warnings().forEach(line -> spec.commandLine().getErr().println("trialsync: warning: " + line));
        print(result);
        return result.complete() && result.journalWhole() ? CommandLine.ExitCode.OK : INCOMPLETE;
    }

    private Reconciliation reconcile() {
        RecordingEvents recording = RecordingEvents.read(recordingFolder);
        requireNotOverwritten(recording.source());
        SessionAlignment session = SessionAlignment.read(SessionFolders.newest(sessionFolder));
        Reconciliation result = Reconciliation.of(session, device(session, recording), recording);
        if (output != null) {
            ReconciliationTable.write(result, output);
        }
        return result;
    }

    private AlignedDevice device(SessionAlignment session, RecordingEvents recording) {
        List<AlignedDevice> able = session.devices().values().stream()
                .filter(device -> device.description().markers())
                .toList();
        List<AlignedDevice> meant = able.stream()
                .filter(device -> key == null || device.key().equals(key))
                .toList();
        if (meant.size() > 1) {
            meant = meant.stream()
                    .filter(device -> recording
                            .deviceId()
                            .filter(device.description().id()::equals)
                            .isPresent())
                    .toList();
        }
        if (meant.size() == 1) {
            return meant.get(0);
        }
        String there = able.isEmpty()
                ? "none of its devices takes markers"
                : "it has " + able.stream().map(AlignedDevice::key).collect(Collectors.joining(", "));
        throw new CommandFailedException(session.folder() + ": "
                + (key == null ? "--device must say whose recording this is" : "there is no device [" + key + "]")
                + "; " + there);
    }

    private void requireNotOverwritten(Path source) {
        try {
            if (output != null && Files.exists(output) && Files.isSameFile(output, source)) {
                throw new CommandFailedException(
                        output + ": is what the markers are compared with; choose another name for the output");
            }
        } catch (IOException e) {
            throw new CommandFailedException(output + ": cannot be compared with " + source + ": " + e.getMessage());
        }
    }

    private void print(Reconciliation result) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonMapper.builder().build().writeValueAsString(ReconcileJson.of(result)));
        } else {
            ReconcileText.of(result, all).forEach(out::println);
        }
        out.flush();
    }
}
