// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.ntp;

import io.trialsync.clock.Bound;
import io.trialsync.device.RawExchange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/**
 * What several servers agree on, by Marzullo's algorithm as RFC 5905, 11.2.1, has it: the fewest servers are left out with which
 * the others, a majority, have times in common; all those times are allowed. The true time is among them as long as no more
 * servers are wrong than are left out.
 *
 * @param limits what the monotonic clock is ahead of the servers' time, by all that agree
 * @param agreeing whose limits have a part of it
 * @param outvoted whose limits lie elsewhere
 */
record Agreement(Bound limits, List<NtpAnswer> agreeing, List<NtpAnswer> outvoted) {

    /** The clocks part while they are asked one after the other: 500 ppm of at most some seconds, one part in 2000. */
    private static final long DRIFT_DIVISOR = 2_000;

    /**
     * {@return the agreement of a majority; nothing if there is none}
     *
     * @param answers one of each server, at least one
     */
    static Optional<Agreement> of(List<NtpAnswer> answers) {
        List<Bound> limits =
                answers.stream().map(answer -> limits(answer, answers)).toList();
        for (int leftOut = 0; 2 * leftOut < limits.size(); leftOut++) {
            Optional<Bound> common = inCommon(limits, limits.size() - leftOut);
            if (common.isPresent()) {
                return Optional.of(of(common.get(), answers, limits));
            }
        }
        return Optional.empty();
    }

    /** From the first to the last time that so many allow; each of these ends where some server's limits do. */
    private static Optional<Bound> inCommon(List<Bound> limits, int many) {
        LongPredicate allowed =
                time -> limits.stream().filter(bound -> bound.contains(time)).count() >= many;
        LongSummaryStatistics times = limits.stream()
                .flatMapToLong(bound -> LongStream.of(bound.earliestNanos(), bound.latestNanos()))
                .filter(allowed)
                .summaryStatistics();
        return times.getCount() == 0 ? Optional.empty() : Optional.of(new Bound(times.getMin(), times.getMax()));
    }

    private static Agreement of(Bound common, List<NtpAnswer> answers, List<Bound> limits) {
        List<NtpAnswer> agreeing = new ArrayList<>();
        List<NtpAnswer> outvoted = new ArrayList<>();
        for (int i = 0; i < limits.size(); i++) {
            boolean agrees = limits.get(i).earliestNanos() <= common.latestNanos()
                    && common.earliestNanos() <= limits.get(i).latestNanos();
            (agrees ? agreeing : outvoted).add(answers.get(i));
        }
        return new Agreement(common, List.copyOf(agreeing), List.copyOf(outvoted));
    }

    private static Bound limits(NtpAnswer answer, List<NtpAnswer> answers) {
        long apart = answers.stream()
                .mapToLong(other -> Math.abs(other.sendNanoTime() - answer.sendNanoTime()))
                .max()
                .orElse(0);
        return answer.limits().grow(apart / DRIFT_DIVISOR);
    }

    /**
     * {@return the agreement as an exchange: at the stamp of the most exact server, with host stamps as close to it as all that
     * agree allow}
     */
    RawExchange exchange(boolean first) {
        NtpAnswer best = agreeing.stream()
                .min(Comparator.comparingLong(answer -> answer.limits().widthNanos()))
                .orElseThrow();
        long device = best.time().receivedNanos();
        return new RawExchange(device + limits.earliestNanos(), device, device + limits.latestNanos(), 0, first);
    }
}
