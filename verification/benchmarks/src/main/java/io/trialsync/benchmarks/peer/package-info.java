// SPDX-License-Identifier: Apache-2.0
/**
 * What others do with the same exchanges: their published methods, re-implemented from their descriptions.
 *
 * <p>Nothing here is their code, and none of it is the daemon or program that carries the name: guards, defaults and start-up
 * behaviour that the description leaves open are chosen in favour of the method.
 */
@NullMarked
package io.trialsync.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
