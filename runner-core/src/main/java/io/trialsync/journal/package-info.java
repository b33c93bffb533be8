// SPDX-License-Identifier: Apache-2.0
/**
 * The journal of a session: everything as it happened, one JSON object a line, appended at once and never changed.
 *
 * <p>It is the truth from which every other file of a session is derived, and a public contract: the record types are those of
 * {@link io.trialsync.journal.JournalRecord}, every line is numbered and carries a checksum. The reader takes what a crash or
 * a bad disk has left and says what is missing.
 */
@NullMarked
package io.trialsync.journal;

import org.jspecify.annotations.NullMarked;
