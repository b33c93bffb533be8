// SPDX-License-Identifier: Apache-2.0
/** Seeded fuzzing of parsers, for tests. */
@NullMarked
package io.trialsync.fuzz;

import org.jspecify.annotations.NullMarked;
