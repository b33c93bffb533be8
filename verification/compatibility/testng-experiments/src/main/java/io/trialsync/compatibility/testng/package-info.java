// SPDX-License-Identifier: Apache-2.0
/**
 * Experiments under TestNG that Surefire runs in several versions and ways.
 *
 * <p>They are compiled once; what they leave behind is looked at by {@code verification/compatibility/checks}.
 */
@NullMarked
package io.trialsync.compatibility.testng;

import org.jspecify.annotations.NullMarked;
