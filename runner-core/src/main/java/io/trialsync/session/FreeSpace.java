// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a disk has room for a session: more before it begins than while it is going on. */
final class FreeSpace {

    /** What is left of what is asked at the beginning for the trial that is running and for the tables at the end. */
    private static final int SHARE_DURING = 10;

    /** How much a disk has left. */
    interface Usable {
        long bytes() throws IOException;
    }

    private final Path folder;
    private final long leastBytes;
    private final Usable usable;

    FreeSpace(Path folder, long leastBytes) {
        this(folder, leastBytes, diskOf(folder));
    }

    /** The disk is looked up once: that reads the table of all mounts, which would take a trial hundreds of microseconds. */
    private static Usable diskOf(Path folder) {
        try {
            return Files.getFileStore(folder)::getUsableSpace;
        } catch (IOException e) {
            return () -> {
                throw e;
            };
        }
    }

    FreeSpace(Path folder, long leastBytes, Usable usable) {
        this.folder = folder;
        this.leastBytes = leastBytes;
        this.usable = usable;
    }

    /** {@return why no session may begin; empty if one may} */
    Optional<String> lacksBefore() {
        return lacks(leastBytes);
    }

    /** {@return why no further trial may begin; empty if the next one may} */
    Optional<String> lacksDuring() {
        return lacks(leastBytes / SHARE_DURING);
    }

    private Optional<String> lacks(long least) {
        try {
            long free = usable.bytes();
            return free >= least
                    ? Optional.empty()
                    : Optional.of("the disk of [" + folder + "] has " + ByteCounts.format(free) + " left, and "
                            + ByteCounts.format(least)
                            + " are needed; make room, set trialsync.directory to another disk, or"
                            + " allow less by trialsync.journal.min-free");
        } catch (IOException e) {
            // a disk that does not tell is not taken for a full one; a failure to write shows by itself
            return Optional.empty();
        }
    }
}
