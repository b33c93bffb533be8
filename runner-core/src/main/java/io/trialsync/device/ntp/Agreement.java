// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.ntp;

import io.trialsync.clock.Bound;
import io.trialsync.device.RawExchange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What several servers agree on: the stretch that most of their limits share (Marzullo's algorithm, as in RFC 5905, 11.2.1). It
 * contains the time of all good servers as long as these are a majority; those whose limits lie elsewhere are outvoted.
 *
 * @param limits what the monotonic clock is ahead of the servers' time, by all that agree
 * @param agreeing whose limits contain it
 * @param outvoted whose limits do not
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
        return limits.stream()
                .map(Bound::earliestNanos)
                .map(from -> at(from, answers, limits))
                .filter(agreement -> 2 * agreement.agreeing().size() > answers.size())
                .max(Comparator.<Agreement>comparingInt(
                                agreement -> agreement.agreeing().size())
                        .thenComparing(agreement -> -agreement.limits().widthNanos()));
    }

    private static Bound limits(NtpAnswer answer, List<NtpAnswer> answers) {
        long apart = answers.stream()
                .mapToLong(other -> Math.abs(other.sendNanoTime() - answer.sendNanoTime()))
                .max()
                .orElse(0);
        return answer.limits().grow(apart / DRIFT_DIVISOR);
    }

    /** The largest stretch begins where some server's limits begin. */
    private static Agreement at(long from, List<NtpAnswer> answers, List<Bound> limits) {
        List<NtpAnswer> agreeing = new ArrayList<>();
        List<NtpAnswer> outvoted = new ArrayList<>();
        long to = Long.MAX_VALUE;
        for (int i = 0; i < limits.size(); i++) {
            if (limits.get(i).contains(from)) {
                agreeing.add(answers.get(i));
                to = Math.min(to, limits.get(i).latestNanos());
            } else {
                outvoted.add(answers.get(i));
            }
        }
        return new Agreement(new Bound(from, to), List.copyOf(agreeing), List.copyOf(outvoted));
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
