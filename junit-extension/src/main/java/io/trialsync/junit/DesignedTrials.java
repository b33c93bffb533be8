// SPDX-License-Identifier: Apache-2.0
package io.trialsync.junit;

import io.trialsync.session.design.TrialOrder;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Run a method once for each combination of the {@link Levels} of its parameters, or for each row of a source, with repetitions, in
 * an order that the session's seed decides.
 *
 * <pre>
 * &#64;DesignedTrials(repetitions = 4)
 * void search(&#64;Levels({"4", "8", "16"}) int setSize, &#64;Levels boolean targetPresent, Trial trial) { … }
 * </pre>
 *
 * <p>A trial of an {@link Experiment} that is aborted, as by {@link org.junit.jupiter.api.Assumptions#abort()}, is put back at the
 * end: it is the same trial with the same index, and has its next attempt then. A trial that fails is not.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith(DesignedTrialsExtension.class)
public @interface DesignedTrials {

    /** {@return how often each combination or row comes, at least 1} */
    int repetitions() default 1;

    /** {@return in what order the trials come; by default each repetition is shuffled by itself} */
    TrialOrder order() default TrialOrder.SHUFFLED_WITHIN_REPETITIONS;

    /**
     * {@return the name of a method of the class, or of one around it, that gives the rows in place of {@link Levels}} It is static, or
     * belongs to a class with one instance for all tests; it may take a {@link io.trialsync.session.Session}; it returns a stream,
     * collection or array of rows. A row is an {@code Object[]} or a {@link java.util.List} with a value for each of the method's first
     * parameters, or the value itself if there is only one.
     */
    String source() default "";

    /** {@return how often a trial may be attempted in all while it is aborted each time, at least 1, which puts nothing back} */
    int attempts() default 3;
}
