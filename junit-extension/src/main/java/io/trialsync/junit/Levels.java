// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The levels of a factor, which is a parameter of a method with {@link DesignedTrials}. Each is converted to the parameter's type
 * as Jupiter converts texts: numbers, booleans, strings, constants of an enum, and whatever has a factory method or constructor
 * that takes a text.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Levels {

    /** {@return the levels; none means all there are, which a {@code boolean} and an enum know} */
    String[] value() default {};
}
