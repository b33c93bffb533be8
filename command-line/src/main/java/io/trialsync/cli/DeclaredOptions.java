// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.clock.ClockEstimator;
import io.trialsync.clock.ClockModelFitter;
import io.trialsync.clock.Declared;
import io.trialsync.clock.LinkAsymmetry;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that declare what exchanges alone cannot show, for every command that fits clocks. */
final class DeclaredOptions {

    private static final String NO_SLEWS = "--no-slews";
    private static final String ASYMMETRY = "--link-asymmetry";
    private static final String ASYMMETRY_UNCERTAINTY = "--link-asymmetry-uncertainty";

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
    private CommandSpec command;

    @Option(
            names = "--max-drift",
            paramLabel = "PPM",
            converter = PpmConverter.class,
            description =
                    "Declare the largest drift of the device's clock between steps, slewing included, above 0 and up to"
                            + " 100000 (default: 600). A smaller one gives narrower limits.")
    @Nullable
    private Double maxDriftPpm;

    @Option(
            names = NO_SLEWS,
            description =
                    "Declare that the device's clock is never slewed, only stepped if at all; gives narrower limits.")
    private boolean neverSlewed;

    @Option(
            names = ASYMMETRY,
            paramLabel = "EXCESS",
            converter = DurationConverter.WithinOneMinute.class,
            description =
                    "Declare the asymmetry of the link as measured with a physical event (a light, a TTL pulse): the least"
                            + " delay to the device minus the least delay back, such as 350us or -2ms. Host times move by half of it."
                            + " One device only.")
    @Nullable
    private Long asymmetryNanos;

    @Option(
            names = ASYMMETRY_UNCERTAINTY,
            paramLabel = "DURATION",
            converter = DurationConverter.UpToOneMinute.class,
            description = "How far off that measurement may be, at 95 %%, such as 50us; needed with " + ASYMMETRY + ".")
    @Nullable
    private Long asymmetryUncertaintyNanos;

    DeclaredOptions() {}

    /** {@return what was declared; an estimator that would not use it is refused as wrong usage} */
    Declared declared(ClockEstimator estimator) {
        Optional<LinkAsymmetry> asymmetry = linkAsymmetry();
        if ((neverSlewed || asymmetry.isPresent()) && !(estimator instanceof ClockModelFitter)) {
            throw wrong((neverSlewed ? NO_SLEWS : ASYMMETRY) + " goes with --estimator trialsync; " + estimator.name()
                    + " does not use it");
        }
        return new Declared(
                maxDriftPpm == null ? OptionalDouble.empty() : OptionalDouble.of(maxDriftPpm), neverSlewed, asymmetry);
    }

    private Optional<LinkAsymmetry> linkAsymmetry() {
        if (asymmetryNanos == null && asymmetryUncertaintyNanos == null) {
            return Optional.empty();
        }
        if (asymmetryNanos == null || asymmetryUncertaintyNanos == null) {
            throw wrong(ASYMMETRY + " and " + ASYMMETRY_UNCERTAINTY + " go together; "
                    + (asymmetryNanos == null ? ASYMMETRY : ASYMMETRY_UNCERTAINTY) + " is missing");
        }
        return Optional.of(new LinkAsymmetry(asymmetryNanos, asymmetryUncertaintyNanos));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
