// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds what a record read from a file lacks: JSON knows no component that must be there. Thread-safe. */
final class RequiredComponents {

    private final Map<Class<?>, List<RecordComponent>> byType = new ConcurrentHashMap<>();

    /** {@return the name of the first component that may not be null and is, or holds what is; null if there is none} */
    @Nullable
    String missingIn(Object record) {
        for (RecordComponent component : byType.computeIfAbsent(record.getClass(), RequiredComponents::of)) {
            if (isMissing(valueOf(component, record))) {
                return component.getName();
            }
        }
        return null;
    }

    /** {@return the components of a type that may not be null, primitives left out, which cannot be} */
    static List<RecordComponent> of(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> !component.getType().isPrimitive())
                .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                .toList();
    }

    private boolean isMissing(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(this::isMissing);
        }
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(Objects::isNull);
        }
        return value == null || (value instanceof Record && missingIn(value) != null);
    }

    private static @Nullable Object valueOf(RecordComponent component, Object record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("the components of records can be read", e);
        }
    }
}
