// SPDX-License-Identifier: Apache-2.0
/**
 * Experiments under JUnit that Surefire runs in several versions and ways.
 *
 * <p>They are compiled once; what they leave behind is looked at by {@code verification/compatibility/checks}.
 */
@NullMarked
package io.trialsync.compatibility.junit;

import org.jspecify.annotations.NullMarked;
