// SPDX-License-Identifier: Apache-2.0
/**
 * Looks at what experiments have left behind that other versions of Surefire, JUnit and TestNG have run, and runs the example as a
 * user's own project.
 */
package io.trialsync.compatibility;
