// SPDX-License-Identifier: Apache-2.0
package io.trialsync.runner;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Name the key of the configuration that an element of an adapter's annotation declares, so that every adapter's annotation is
 * read in the same way, by {@link DeclaredSettings}. The element returns a {@link String} or an array of them; empty ones
 * declare nothing.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Setting {

    /** {@return the key, one of those in {@link Configuration}} */
    String value();
}
