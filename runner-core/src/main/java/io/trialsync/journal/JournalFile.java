// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where the lines of a journal go. For one thread at a time. */
interface JournalFile {

    /** Hand bytes to the operating system. */
    void write(byte[] bytes, int length) throws IOException;

    /** Wait until all that was handed over is on the disk. */
    void force() throws IOException;

    void close() throws IOException;

    /** A file that must be there, which is appended to. */
    static JournalFile appending(Path file) throws IOException {
        return of(new FileOutputStream(file.toFile(), true));
    }

    /**
     * An open stream; forcing a device that cannot be forced, as a pipe, fails. A stream writes, since it is not closed by an
     * interrupt as a channel is; only the writer's own thread, which nobody interrupts, forces.
     */
    static JournalFile of(FileOutputStream stream) {
        return new JournalFile() {
            @Override
            public void write(byte[] bytes, int length) throws IOException {
                stream.write(bytes, 0, length);
            }

            @Override
            public void force() throws IOException {
                // the length of the file is forced too, its time stamps are not
                stream.getChannel().force(false);
            }

            @Override
            public void close() throws IOException {
                stream.close();
            }
        };
    }

    /** Keeps nothing. */
    static JournalFile discarding() {
        return new JournalFile() {
            @Override
            public void write(byte[] bytes, int length) {
                // nobody wants them
            }

            @Override
            public void force() {
                // nothing to force
            }

            @Override
            public void close() {
                // nothing to close
            }
        };
    }

    /** Force that a new file is in its folder, where the system lets one. */
    static void forceFolderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isReadable(folder)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows cannot open folders, and keeps them itself
        }
    }
}
