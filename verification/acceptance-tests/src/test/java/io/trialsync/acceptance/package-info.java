// SPDX-License-Identifier: Apache-2.0
/**
 * Whatever needs the core and a simulated device together: whole sessions whose results are compared with the truth, which only
 * a simulated phone can tell.
 *
 * <p>Nothing here depends on how fast the machine is. The rules of the house that a compiler cannot check are tests too.
 */
@NullMarked
package io.trialsync.acceptance;

import org.jspecify.annotations.NullMarked;
