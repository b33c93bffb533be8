// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * A folder of its own through which the program and the experiments' virtual machine tell each other what pipes cannot: it
 * outlives either of them.
 *
 * @param folder the folder
 */
record Handover(Path folder) {

    static Handover create() throws IOException {
        return new Handover(Files.createTempDirectory("trialsync-run"));
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    void write(RunRequest request) throws IOException {
        write("request.json", request);
    }

    RunRequest request() throws IOException {
        return JsonMapper.shared().readValue(Files.readAllBytes(file("request.json")), RunRequest.class);
    }

    /** Tells of a session as soon as it has begun. */
    void addSession(Path session) throws IOException {
        if (!sessions().contains(session)) {
            Files.writeString(
                    file("sessions.txt"),
                    session + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    List<Path> sessions() throws IOException {
        Path file = file("sessions.txt");
        return Files.exists(file)
                ? Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                        .map(Path::of)
                        .toList()
                : List.of();
    }

    void write(RunOutcome outcome) throws IOException {
        write("outcome.json", outcome);
    }

    /** What came of it; empty if the virtual machine ended without saying so. */
    Optional<RunOutcome> outcome() throws IOException {
        Path file = file("outcome.json");
        return Files.exists(file)
                ? Optional.of(JsonMapper.shared().readValue(Files.readAllBytes(file), RunOutcome.class))
                : Optional.empty();
    }

    private void write(String name, Object value) throws IOException {
        Path unfinished = file(name + ".part");
        Files.write(unfinished, JsonMapper.shared().writeValueAsBytes(value));
        Files.move(unfinished, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** An argument file of Java, since a class path may be longer than a command line. */
    Path classPathArguments(String classPath) throws IOException {
        String quoted = classPath.replace("\\", "\\\\").replace("\"", "\\\"");
        return Files.writeString(file("class-path.args"), "-cp \"" + quoted + "\"\n");
    }

    /** Deletes it; what cannot be deleted stays in the system's folder for such files. */
    void delete() {
        for (String name :
                List.of("request.json", "sessions.txt", "outcome.json", "outcome.json.part", "class-path.args")) {
            deleteIfThere(file(name));
        }
        deleteIfThere(folder);
    }

    private static void deleteIfThere(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // a file of some bytes in the folder of temporary files
        }
    }
}
