// SPDX-License-Identifier: Apache-2.0
/**
 * The examples of the page {@code doc/experiments.md}, which shows their regions word for word; a test compares the two and runs
 * each of them. {@code Screen} stands for whatever a laboratory draws and listens with.
 */
@NullMarked
package io.trialsync.acceptance.examples;

import org.jspecify.annotations.NullMarked;
