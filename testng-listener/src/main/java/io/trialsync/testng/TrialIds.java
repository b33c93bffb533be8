// SPDX-License-Identifier: Apache-2.0
package io.trialsync.testng;

import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.testng.ITestNGMethod;
import org.testng.ITestResult;
import org.testng.internal.IParameterInfo;

/**
 * Names the trials of one class by what stays the same in a rerun: instance, method, row of the data provider, repetition. TestNG's
 * own count of invocations does not, since it goes on with each retry of a failed one. Thread-safe.
 */
final class TrialIds {

    /**
     * One invocation.
     *
     * @param test instance, method and row
     * @param repetition which of the invocations of these, from 1
     */
    record TrialId(String test, int repetition) {

        /** {@return what identifies the trial over reruns} */
        String uniqueId() {
            return test + "/[repetition:" + repetition + "]";
        }
    }

    private final Map<String, Integer> repetitions = new HashMap<>();
    private final Map<String, Deque<Integer>> toBeTriedAgain = new HashMap<>();

    /** The next invocation of a test: one that is to be tried again, or a new one. */
    synchronized TrialId next(ITestResult result) {
        String test = test(result);
        Deque<Integer> again = toBeTriedAgain.get(test);
        Integer repetition = again == null ? null : again.poll();
        return new TrialId(test, repetition == null ? repetitions.merge(test, 1, Integer::sum) : repetition);
    }

    /** A retry analyzer wants this one tried again. */
    synchronized void tryAgain(TrialId id) {
        toBeTriedAgain.computeIfAbsent(id.test(), test -> new ArrayDeque<>()).add(id.repetition());
    }

    private static String test(ITestResult result) {
        ITestNGMethod test = result.getMethod();
        Method method = test.getConstructorOrMethod().getMethod();
        String types =
                Arrays.stream(method.getParameterTypes()).map(Class::getName).collect(Collectors.joining(", "));
        IParameterInfo instance = test.getFactoryMethodParamsInfo();
        return "[testng:" + test.getRealClass().getName() + "]"
                + (instance == null ? "" : "/[instance:" + (instance.getIndex() + 1) + "]")
                + "/[method:" + method.getName() + "(" + types + ")]"
                + (test.isDataDriven() ? "/[row:" + (result.getParameterIndex() + 1) + "]" : "");
    }
}
