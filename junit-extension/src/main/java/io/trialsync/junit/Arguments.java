// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a test, as a trial's parameters: strings, numbers and booleans as they are, all else by its text. What Jupiter
 * or TrialSync itself hands to a test is no parameter of the trial.
 */
final class Arguments {

    private static final int LONGEST = 1_000;

    private Arguments() {}

    static Map<String, Object> byName(Method method, List<?> arguments) {
        Map<String, Object> byName = new LinkedHashMap<>();
        Parameter[] parameters = method.getParameters();
        for (int i = 0; i < Math.min(parameters.length, arguments.size()); i++) {
            if (!isOfFramework(parameters[i].getType())) {
                byName.put(parameters[i].getName(), plain(arguments.get(i)));
            }
        }
        return byName;
    }

    private static boolean isOfFramework(Class<?> type) {
        return type.getName().startsWith("org.junit.") || type.getName().startsWith("io.trialsync.session.");
    }

    private static Object plain(@Nullable Object value) {
        if (value instanceof Number || value instanceof Boolean) {
            return value;
        }
        String text = value instanceof Enum<?> constant ? constant.name() : String.valueOf(value);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
