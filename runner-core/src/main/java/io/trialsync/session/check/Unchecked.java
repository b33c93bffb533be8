// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

/**
 * A check that could not be made. Immutable.
 *
 * @param subject what was to be checked
 * @param reason why it was not, in one line without a full stop
 */
public record Unchecked(String subject, String reason) implements CheckResult {}
