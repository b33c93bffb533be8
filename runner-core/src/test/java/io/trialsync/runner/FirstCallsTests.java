// SPDX-License-Identifier: Apache-2.0
package io.trialsync.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstCallsTests {

    private static final List<String> BEGUN = new ArrayList<>();

    @SuppressWarnings("unused") // called by reflection, if at all
    static class Bodies {
        void search() {
            BEGUN.add("search");
        }

        private void hidden(int setSize, String side) {
            BEGUN.add("hidden");
        }

        static void fixed() {
            BEGUN.add("fixed");
        }
    }

    @Test
    void noMethodBeginsWhateverItIs() throws Exception {
        FirstCalls calls = new FirstCalls();
        for (int i = 0; i < 3; i++) {
            for (Method method : Bodies.class.getDeclaredMethods()) {
                calls.prepare(method);
            }
            calls.prepare(Object.class.getMethod("toString"));
            calls.prepare(Runnable.class.getMethod("run"));
        }
        assertThat(BEGUN).isEmpty();

        Method search = Bodies.class.getDeclaredMethod("search");
        calls.prepare(search);
        assertThat(search.canAccess(new Bodies())).isTrue();
        search.invoke(new Bodies());
        assertThat(BEGUN).containsExactly("search");
    }
}
