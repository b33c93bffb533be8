// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.clock.Durations;
import io.trialsync.journal.Journal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * By which uncertainty trials are included: a trial is, if the largest uncertainty of each device's clock model during the trial is
 * no larger. Immutable.
 *
 * @param withinNanos the criterion that trials are judged by, in nanoseconds; empty if there is none
 * @param plannedNanos the one that was journalled before the first trial
 */
public record InclusionCriterion(OptionalLong withinNanos, OptionalLong plannedNanos) {

    /** The key by which a session's configuration gives it, as a duration. */
    public static final String KEY = "trialsync.criterion";

    /**
     * What is known of one trial.
     *
     * @param ok whether it is included; empty if that cannot be said, or if there is no criterion
     * @param note what must be known beside that; may be empty
     */
    public record Judgement(Optional<Boolean> ok, String note) {}

    /** {@return what a journal says of it: that of the last rerun that names one} */
    static InclusionCriterion of(Journal journal) {
        return new InclusionCriterion(
                JournalledSettings.last(journal, KEY), JournalledSettings.beforeFirstTrial(journal, KEY));
    }

    /**
     * {@return the same with another criterion to judge by; it shows that it was chosen later}
     *
     * @param nanos the criterion, in nanoseconds
     */
    public InclusionCriterion judgingBy(long nanos) {
        return new InclusionCriterion(OptionalLong.of(nanos), plannedNanos);
    }

    /** {@return that trials are judged by another criterion than was planned, and by which; empty if they are not} */
    public Optional<String> change() {
        if (withinNanos.isEmpty() || withinNanos.equals(plannedNanos)) {
            return Optional.empty();
        }
        return Optional.of("criterion changed after data collection: "
                + (plannedNanos.isPresent()
                        ? "it was " + Durations.format(plannedNanos.getAsLong())
                        : "there was none"));
    }

    /**
     * {@return whether a trial is included}
     *
     * @param trial the trial
     * @param devices the devices of its session
     */
    public Judgement judge(TrialRow trial, Collection<AlignedDevice> devices) {
        if (withinNanos.isEmpty()) {
            return new Judgement(Optional.empty(), "");
        }
        List<AlignedDevice> judged = devices.stream()
                .filter(device -> device.description().syncChannel() != null)
                .toList();
        boolean within = trial.onDevices().values().stream()
                .allMatch(device -> device.uncertaintyNanos() <= withinNanos.getAsLong());
        List<String> open = openQuestions(trial, judged);
        Optional<Boolean> ok = within && !open.isEmpty() ? Optional.empty() : Optional.of(within);
        return new Judgement(
                ok,
                String.join(
                        "; ", Stream.concat(open.stream(), change().stream()).toList()));
    }

    private static List<String> openQuestions(TrialRow trial, List<AlignedDevice> devices) {
        Stream<String> ofDevices = devices.stream().flatMap(device -> {
            if (device instanceof AlignedDevice.Fitted fitted) {
                return fitted.sensorChoice().contradiction().isPresent()
                        ? Stream.of(device.key() + ": sensor clock contradicted")
                        : Stream.empty();
            }
            return Stream.of(device.key() + ": not aligned");
        });
        Stream<String> ofAll = devices.isEmpty() ? Stream.of("no device with a clock model") : Stream.empty();
        Stream<String> ofTrial = trial.end().isEmpty() ? Stream.of("the trial has no end") : Stream.empty();
        return Stream.of(ofTrial, ofAll, ofDevices).flatMap(one -> one).toList();
    }
}
