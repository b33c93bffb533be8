// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.trials;

import io.trialsync.junit.Experiment;
import io.trialsync.session.Session;
import io.trialsync.session.Trial;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** The test classes that are measured: all have the same body. */
final class TrialClasses {

    static final String SPACE = "io.trialsync.benchmarks";

    private TrialClasses() {}

    private static Stamps stamps(ExtensionContext context) {
        Stamps stamps = context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(SPACE))
                .get(Stamps.class, Stamps.class);
        if (stamps == null) {
            throw new IllegalStateException("these classes are run by the benchmark only");
        }
        return stamps;
    }

    /** Repeats a test as often as wanted, and hands it the stamps. */
    static final class Repeat implements TestTemplateInvocationContextProvider, ParameterResolver {
        @Override
        public boolean supportsTestTemplate(ExtensionContext context) {
            return true;
        }

        @Override
        public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
            TestTemplateInvocationContext again = new TestTemplateInvocationContext() {};
            return Collections.nCopies(stamps(context).trials(), again).stream();
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Stamps.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return stamps(context);
        }
    }

    /** The narrowest bracket that Jupiter allows: an interceptor that stamps and does nothing else. */
    static final class BareInterceptor implements InvocationInterceptor {
        @Override
        public void interceptTestTemplateMethod(
                Invocation<@Nullable Void> invocation,
                ReflectiveInvocationContext<Method> invocationContext,
                ExtensionContext context)
                throws Throwable {
            stamps(context).before(System.nanoTime());
            invocation.proceed();
        }
    }

    /** No experiment. */
    @ExtendWith(Repeat.class)
    static class Bare {
        @TestTemplate
        void trial(Stamps stamps) {
            stamps.body(System.nanoTime());
        }
    }

    /** No experiment, but with a stamp before the body. */
    @ExtendWith({Repeat.class, BareInterceptor.class})
    static class Intercepted {
        @TestTemplate
        void trial(Stamps stamps) {
            stamps.body(System.nanoTime());
        }
    }

    /** An experiment. */
    @Experiment(device = "quiet:", task = "trials")
    @ExtendWith(Repeat.class)
    static class Trials {
        @BeforeAll
        static void tell(Session session, Stamps stamps) {
            stamps.session(session.folder(), session.toHostNanos(0));
        }

        @TestTemplate
        void trial(Stamps stamps) {
            stamps.body(System.nanoTime());
        }
    }

    /** One trial with markers back to back. */
    @Experiment(device = "quiet:", task = "marks")
    @ExtendWith(Repeat.class)
    static class Marks {
        @Test
        void marks(Trial trial, Stamps stamps) {
            while (stamps.wantsMark()) {
                mark(trial, stamps);
            }
        }

        static void mark(Trial trial, Stamps stamps) {
            long before = System.nanoTime();
            trial.mark("stimulus.draw");
            stamps.mark(System.nanoTime() - before);
        }
    }

    /** One trial with a marker every 20 ms. */
    @Experiment(device = "quiet:", task = "pacedmarks")
    @ExtendWith(Repeat.class)
    static class PacedMarks {
        private static final long PAUSE_NANOS = 20_000_000;

        @Test
        void marks(Trial trial, Stamps stamps) {
            long due = System.nanoTime();
            while (stamps.wantsMark()) {
                due += PAUSE_NANOS;
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                Marks.mark(trial, stamps);
            }
        }
    }
}
