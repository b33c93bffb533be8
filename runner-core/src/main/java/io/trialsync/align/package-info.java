// SPDX-License-Identifier: Apache-2.0
/**
 * Alignment: from what was recorded to times on one clock.
 *
 * <p>Journals and exchanges tables become clock models, and with a model every stamp of a table, however large, is put on
 * the host's timeline with its uncertainty and limits. This room reads and writes files and never touches a live device;
 * what is wrong with a file is said in one line by a {@link io.trialsync.align.AlignmentException}.
 */
@NullMarked
package io.trialsync.align;

import org.jspecify.annotations.NullMarked;
