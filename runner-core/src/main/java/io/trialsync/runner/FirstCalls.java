// SPDX-License-Identifier: Apache-2.0
package io.trialsync.runner;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets the JVM do before a trial's stamps what it else does at the first reflective call of a method: make the accessor that calls it.
 * That took a third of the time from the first stamp of a JVM to its body. Thread-safe.
 */
final class FirstCalls {

    private final Set<Method> prepared = ConcurrentHashMap.newKeySet();

    /**
     * Call a method, the first time that it is seen, on something that is no instance of its class, which the JVM refuses before the
     * method begins. A static one would begin, and is left alone.
     */
    void prepare(Method method) {
        boolean canBegin = Modifier.isStatic(method.getModifiers()) || method.getDeclaringClass() == Object.class;
        if (canBegin || !prepared.add(method)) {
            return;
        }
        try {
            method.setAccessible(true);
            method.invoke(new Object(), new Object[method.getParameterCount()]);
        } catch (IllegalAccessException | InvocationTargetException | RuntimeException e) {
            // refused, as it should be; anything else the runner meets as well, and has a better place to say so
        }
    }
}
