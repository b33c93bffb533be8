// SPDX-License-Identifier: Apache-2.0
/**
 * Whatever can go wrong between a computer and a phone, at each moment of a session: what the user is told, what is journalled, and that
 * nothing is lost. The tests write the page doc/reliability.md.
 */
@NullMarked
package io.trialsync.acceptance.reliability;

import org.jspecify.annotations.NullMarked;
