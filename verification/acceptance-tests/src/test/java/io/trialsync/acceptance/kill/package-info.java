// SPDX-License-Identifier: Apache-2.0
/**
 * Experiments whose virtual machine is killed, or whose disk is full: what was durable is there, and what is there is right. Each runs
 * in a virtual machine of its own.
 */
@NullMarked
package io.trialsync.acceptance.kill;

import org.jspecify.annotations.NullMarked;
