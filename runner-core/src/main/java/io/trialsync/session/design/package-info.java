// SPDX-License-Identifier: Apache-2.0
/**
 * The design of an experiment: which trials there are, and in what order they and their blocks come for whom.
 *
 * <p>Everything here is decided by a seed, a name and a participant's number alone, so that the same session can be planned
 * again years later. No test framework is known here: an adapter asks for an order and carries it out.
 */
@NullMarked
package io.trialsync.session.design;

import org.jspecify.annotations.NullMarked;
