// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.align.ExchangesTable;
import io.trialsync.align.SessionFolders;
import io.trialsync.clock.ClockEstimator;
import io.trialsync.clock.ClockModel;
import io.trialsync.clock.Estimators;
import io.trialsync.clock.Exchange;
import io.trialsync.clock.FitAssumptions;
import io.trialsync.clock.StampRule;
import io.trialsync.device.DeviceClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A clock model and where it came from.
 *
 * @param model the model
 * @param source the file it was fitted to
 * @param description which clock, estimator and source, for people
 */
record FittedClock(ClockModel model, Path source, String description) {

    /** Fit a clock to a table of exchanges, whose stamps are floored to their resolution by contract. */
    static FittedClock ofExchanges(Path table, long resolutionNanos, String clock, @Nullable ClockEstimator estimator) {
        List<Exchange> exchanges = ExchangesTable.read(table, resolutionNanos);
        ClockModel wall = (estimator == null ? Estimators.standard() : estimator)
                .fit(exchanges, FitAssumptions.with(StampRule.FLOORED));
        ClockModel model = clock.equals(DeviceClock.SENSOR) ? wall.withStepsRemoved() : wall;
        String from = "clock " + clock + ", estimator " + model.estimator() + ", " + exchanges.size() + " exchanges of "
                + table;
        return new FittedClock(model, table, from);
    }

    /** Take a clock of a device of a session. */
    static FittedClock ofSession(
            Path folder, @Nullable String device, String clock, @Nullable ClockEstimator estimator) {
        return SessionClock.fit(SessionFolders.newest(folder), device, clock, estimator);
    }

    /** Refuse an output that would replace what the model was fitted to. */
    void requireNotOverwritten(Path output) {
        try {
            if (Files.exists(output) && Files.isSameFile(output, source)) {
                throw new CommandFailedException(
                        output + ": is what the clock is estimated from; choose another name for the output");
            }
        } catch (IOException e) {
            throw new CommandFailedException(output + ": cannot be compared with " + source + ": " + e.getMessage());
        }
    }
}
