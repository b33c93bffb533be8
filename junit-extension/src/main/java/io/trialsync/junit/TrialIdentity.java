// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** By what a trial is known over its attempts: the unique id of its test, or of the first of several tests of one trial. */
final class TrialIdentity {

    private static final Namespace NAMESPACE = Namespace.create(TrialIdentity.class);
    private static final String AGAIN = "again if aborted";

    private TrialIdentity() {}

    static String of(ExtensionContext context) {
        String first = context.getStore(NAMESPACE).get(TrialIdentity.class, String.class);
        return first == null ? context.getUniqueId() : first;
    }

    static void set(ExtensionContext context, String uniqueIdOfFirstAttempt, boolean againIfAborted) {
        context.getStore(NAMESPACE).put(TrialIdentity.class, uniqueIdOfFirstAttempt);
        context.getStore(NAMESPACE).put(AGAIN, againIfAborted);
    }

    /** Whether the trial gets another attempt in this run if this one is aborted. */
    static boolean isAgainIfAborted(ExtensionContext context) {
        return Boolean.TRUE.equals(context.getStore(NAMESPACE).get(AGAIN, Boolean.class));
    }
}
