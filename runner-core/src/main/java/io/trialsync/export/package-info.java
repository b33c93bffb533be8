// SPDX-License-Identifier: Apache-2.0
/**
 * Exports: the tables of an aligned session in formats that other programs read.
 *
 * <p>All of them are derived from the journal and replaced by each alignment. 64-bit times are whole nanoseconds; columns in
 * seconds since the session's start stand beside them for readers that turn long integers into doubles.
 */
@NullMarked
package io.trialsync.export;

import org.jspecify.annotations.NullMarked;
