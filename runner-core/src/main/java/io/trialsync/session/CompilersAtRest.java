// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.clock.HostClock;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Waits until the virtual machine's compilers have done what is queued for them. They run beside what they compile, and on a
 * computer with few processors one of them would hold up the first trials by milliseconds.
 */
final class CompilersAtRest {

    private static final long LOOK_NANOS = 5_000_000;
    /** A machine tells of a compilation when it is done; nearly all take less than this. */
    private static final int QUIET_LOOKS = 8;

    private static final long LONGEST_NANOS = 500_000_000;

    private final HostClock clock;
    private final @Nullable CompilationMXBean compilers;

    CompilersAtRest(HostClock clock) {
        this.clock = clock;
        this.compilers = ManagementFactory.getCompilationMXBean();
    }

    /** Wait, but not for longer than half a second; a machine that does not tell is not waited for. */
    void await() {
        if (compilers == null || !compilers.isCompilationTimeMonitoringSupported()) {
            return;
        }
        long deadline = clock.nanoTime() + LONGEST_NANOS;
        long before = compilers.getTotalCompilationTime();
        for (int quiet = 0; quiet < QUIET_LOOKS && clock.nanoTime() - deadline < 0; ) {
            LockSupport.parkNanos(this, LOOK_NANOS);
            long now = compilers.getTotalCompilationTime();
            quiet = now == before ? quiet + 1 : 0;
            before = now;
        }
    }
}
