// SPDX-License-Identifier: Apache-2.0
package io.trialsync.export;

import io.trialsync.align.AlignmentException;
import io.trialsync.align.ClockModelFile;
import io.trialsync.align.SessionAlignment;
import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalCopy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A copy of a session for others: without addresses, names of hosts and devices, paths and settings that may hold them; it aligns to
 * the same clock models.
 *
 * @param target the new folder or ZIP file
 * @param removed what was taken out, in words
 * @param kept what of people may still be in it, in words
 */
public record SharedCopy(Path target, List<String> removed, List<String> kept) {

    private static final Pattern STREAM = Pattern.compile("[a-z0-9-]{1,100}\\.csv");
    /** What is written anew, and the lock, which only says who writes to the session's folder. */
    private static final Set<String> OWN = Set.of(
            Journal.FILE_NAME, ClockModelFile.FILE_NAME, SessionTables.TRIALS, SessionTables.MARKERS, "session.lock");

    private static final String SAMPLES = "gaze and IMU samples in streams/";
    private static final List<String> KEPT = List.of(
            "labels of participant and session",
            "names, parameters and stored data of trials, and names of markers",
            "times of day, to the nanosecond",
            "model, serial number and key of each device, ids of recordings");

    /** Copies the lists. */
    public SharedCopy {
        removed = List.copyOf(removed);
        kept = List.copyOf(kept);
    }

    /**
     * Write a copy.
     *
     * @param session the session's folder, which is only read
     * @param target the new folder, or a new file whose name ends in {@code .zip}
     * @param streams whether tables of samples are copied
     * @param ownNames names of this computer and of its user, which are looked for in texts
     * @return what was done
     * @throws AlignmentException if the session cannot be read, or the target is there already or cannot be written; then nothing is left
     */
    public static SharedCopy write(Path session, Path target, boolean streams, List<String> ownNames) {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new AlignmentException(
                    target + ": is there already; a share never overwrites, name another --output", null);
        }
        Path parent = target.toAbsolutePath().normalize().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new AlignmentException(target + ": cannot be written: its folder does not exist", null);
        }
        Path part = parent.resolve(target.getFileName() + ".part");
        if (Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
            throw new AlignmentException(
                    part
                            + ": is left of a share that was broken off, or another share is writing it; if none is, delete it"
                            + " and share again",
                    null);
        }
        try {
            Files.createDirectory(part);
            try {
                Path copy = Files.createDirectory(part.resolve(
                        session.toAbsolutePath().normalize().getFileName().toString()));
                List<String> removed = fill(session, copy, streams, ownNames);
                List<String> kept = new ArrayList<>(KEPT);
                if (Files.exists(copy.resolve("streams"))) {
                    kept.add(SAMPLES);
                }
                place(copy, target);
                return new SharedCopy(target, removed, kept);
            } finally {
                delete(part);
            }
        } catch (IOException e) {
            throw new AlignmentException(target + ": the copy cannot be written: " + e.getMessage(), e);
        }
    }

    private static List<String> fill(Path session, Path copy, boolean streams, List<String> ownNames)
            throws IOException {
        Path journal = session.resolve(Journal.FILE_NAME);
        PersonalText texts = new PersonalText();
        PersonalNames.tell(Journal.read(journal), ownNames, texts);
        JournalCopy lines =
                JournalCopy.write(journal, copy.resolve(Journal.FILE_NAME), new SharedJournal(texts)::edited);
        List<String> removed = new ArrayList<>();
        if (lines.leftOut() > 0) {
            removed.add(lines.leftOut() + " x line of the journal that cannot be read");
        }
        removed.addAll(files(session, copy, streams));
        SessionAlignment alignment = SessionAlignment.read(copy);
        new ClockModelFile().write(alignment);
        new SessionTables(alignment).write();
        texts.counts().forEach((kind, count) -> removed.add(count + " x " + kind));
        return removed;
    }

    /** Tables of samples are copied, what is derived is written anew, and of anything else nobody knows what it says. */
    private static List<String> files(Path session, Path copy, boolean streams) throws IOException {
        List<String> leftOut = new ArrayList<>();
        try (Stream<Path> files = Files.walk(session)) {
            for (Path file : files.filter(one -> !Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList()) {
                Path name = session.relativize(file);
                boolean stream = streams
                        && name.getNameCount() == 2
                        && name.startsWith("streams")
                        && STREAM.matcher(name.getName(1).toString()).matches()
                        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
                if (stream) {
                    Path folder = Files.createDirectories(copy.resolve("streams"));
                    Files.copy(file, folder.resolve(name.getName(1)));
                } else if (!OWN.contains(name.toString())) {
                    leftOut.add("file " + name);
                }
            }
        }
        return leftOut;
    }

    /** Moved at the end, so that a file of the target's name is a whole one. */
    private static void place(Path copy, Path target) throws IOException {
        if (!target.toString().endsWith(".zip")) {
            Files.move(copy, target);
            return;
        }
        Path packed = copy.resolveSibling(copy.getFileName() + ".zip");
        try (Stream<Path> files = Files.walk(copy);
                OutputStream out = Files.newOutputStream(packed, StandardOpenOption.CREATE_NEW);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = copy.relativize(file).toString().replace('\\', '/');
                zip.putNextEntry(new ZipEntry(copy.getFileName() + "/" + name));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
        Files.move(packed, target);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
