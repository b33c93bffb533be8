// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** By what a trial is known over its attempts: the unique id of its test, or of the first of several tests of one trial. */
final class TrialIdentity {

    private static final Namespace NAMESPACE = Namespace.create(TrialIdentity.class);

    private TrialIdentity() {}

    static String of(ExtensionContext context) {
        String first = context.getStore(NAMESPACE).get(TrialIdentity.class, String.class);
        return first == null ? context.getUniqueId() : first;
    }

    static void set(ExtensionContext context, String uniqueIdOfFirstAttempt) {
        context.getStore(NAMESPACE).put(TrialIdentity.class, uniqueIdOfFirstAttempt);
    }
}
