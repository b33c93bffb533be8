// SPDX-License-Identifier: Apache-2.0
/**
 * A session under load: many phones, markers at a steady rate, status and live streams, for as long as is asked.
 *
 * <p>The session runs in this JVM, so that its heap can be watched; the phones run in a JVM of their own, which writes down every
 * event that they receive. What came out is read from the session's folder and compared with those lists.
 */
@NullMarked
package io.trialsync.benchmarks.load;

import org.jspecify.annotations.NullMarked;
