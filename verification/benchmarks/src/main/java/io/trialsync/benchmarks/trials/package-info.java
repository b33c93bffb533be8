// SPDX-License-Identifier: Apache-2.0
/**
 * What a trial costs under JUnit: from the stamp to the body, from one trial to the next, and for a marker. It is measured in
 * child JVMs on a device without input or output, each figure beside that of the bare mechanism.
 */
@NullMarked
package io.trialsync.benchmarks.trials;

import org.jspecify.annotations.NullMarked;
