// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import io.trialsync.runner.TestArguments;
import java.lang.reflect.Executable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of a test, as a trial's parameters; what Jupiter hands to a test is none. */
final class Arguments {

    private Arguments() {}

    /** The arguments of a constructor or method, after those that stand before it already. */
    static Map<String, Object> byName(Map<String, Object> before, Executable called, List<?> arguments) {
        return TestArguments.byName(
                before, called, arguments, type -> type.getName().startsWith("org.junit."));
    }

    static String text(@Nullable Object value) {
        return TestArguments.text(value);
    }
}
