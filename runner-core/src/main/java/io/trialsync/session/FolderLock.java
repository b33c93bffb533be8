// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The right of one process, and one session in it, to write to a session's folder. The system gives it back when the process
 * ends, in whatever way, so that a file that is left over keeps nobody out. Systems give it back as well when the process that has it
 * opens and closes the file once more, so that only other processes are to ask for the {@link #owner}.
 */
final class FolderLock implements AutoCloseable {

    private static final String FILE_NAME = "session.lock";
    private static final int LONGEST_PID = 20;
    private static final int MOST_ATTEMPTS = 10;

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @throws IOException if somebody else has it, with the number of the process */
    static FolderLock take(Path folder) throws IOException {
        Path file = folder.resolve(FILE_NAME);
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            FolderLock lock = new FolderLock(file, open(file));
            try {
                Optional<Object> opened = key(file);
                lock.lock(folder);
                if (opened.isPresent() && opened.equals(key(file))) {
                    return lock;
                }
            } catch (IOException | RuntimeException e) {
                lock.channel.close();
                throw e;
            }
            // the one before had just given it back, and its file with it
            lock.channel.close();
        }
        throw new IOException(
                "the session in [" + folder + "] cannot be locked: [" + file + "] is replaced all the time");
    }

    /** {@return the number of the process that is writing to a session's folder, as text; empty if none is} */
    static Optional<String> owner(Path folder) throws IOException {
        Path file = folder.resolve(FILE_NAME);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return tryLock(channel) == null ? Optional.of(pid(channel)) : Optional.empty();
        } catch (FileSystemException e) {
            // gone meanwhile, or in an archive that nobody can write to
            return Optional.empty();
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private void lock(Path folder) throws IOException {
        if (tryLock(channel) == null) {
            throw new IOException("the session in [" + folder + "] is being written by process " + pid(channel)
                    + "; wait until it has ended, or begin another run");
        }
        String pid = Long.toString(ProcessHandle.current().pid());
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
    }

    /** What tells a file from another one of the same name; without opening it, since closing it would give the lock back. */
    private static Optional<Object> key(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Object key = attributes.fileKey();
            return Optional.of(key == null ? attributes.creationTime() : key);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            // a byte far behind the number, which others can still read where locks are mandatory
            return channel.tryLock(Long.MAX_VALUE - 1, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String pid(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(LONGEST_PID);
        channel.read(pid, 0);
        String text = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII);
        return text.matches("\\d+") ? text : "[unknown]";
    }

    /** The file goes while it is still locked, lest another one lock what is about to go. */
    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(file);
        } catch (FileSystemException e) {
            // Windows deletes no open file; one that is left over keeps nobody out
        }
    }
}
