// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.engine.UniqueId;

/** Which invocation of a class template, such as a {@code @ParameterizedClass}, a test belongs to. */
final class ClassInvocations {

    /** The type of Jupiter's segment, see its {@code ClassTemplateInvocationTestDescriptor}. */
    private static final String SEGMENT = "class-template-invocation";

    private ClassInvocations() {}

    /** The numbers of the invocations around a test from the outside, such as {@code /#2} or {@code /#2/#1}; empty if there is none. */
    static String of(ExtensionContext context) {
        return UniqueId.parse(context.getUniqueId()).getSegments().stream()
                .filter(segment -> segment.getType().equals(SEGMENT))
                .map(segment -> "/" + segment.getValue())
                .collect(Collectors.joining());
    }
}
