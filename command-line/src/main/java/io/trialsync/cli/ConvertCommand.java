// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.align.ConversionSummary;
import io.trialsync.align.SensorTables;
import io.trialsync.align.TableConverter;
import io.trialsync.clock.ClockEstimator;
import io.trialsync.clock.Declared;
import io.trialsync.clock.Durations;
import io.trialsync.clock.Estimators;
import io.trialsync.device.DeviceClock;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trialsync convert}: puts a column of device times on the host's clock. */
@Command(
        name = "convert",
        customSynopsis = {
            "trialsync convert (--exchanges FILE |",
            "                   --session DIR [--device KEY] [--in-time-of KEY])",
            "                  [--resolution DURATION] [--clock wall|sensor]",
            "                  [--estimator NAME] [--max-drift PPM] [--no-slews]",
            "                  [--link-asymmetry EXCESS",
            "                   --link-asymmetry-uncertainty DURATION]",
            "                  --column NAME TABLE.csv --output OUT.csv"
        },
        header = "Put the timestamps in a column of a CSV table on the host's clock.",
        description = {
            "Appends host time [ns], uncertainty [ns], earliest [ns], latest [ns] and note to each row and keeps all else.",
            "The note is empty, 'extrapolated', 'ambiguous' or 'never existed'; with the last two the other cells are empty."
                    + " Where a session's live stream contradicts its sensor clock, the note says 'sensor clock contradicted', and"
                    + " uncertainty, earliest and latest are empty.",
            "",
            "A converted time is a clock conversion: exposure, processing and display delays are not in it. Where the session declares"
                    + " a stream delay (trialsync.delay.stream), sensor data get one more column, host time minus stream delay"
                    + " [ns].",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = ManifestVersion.class,
        sortOptions = false,
        sortSynopsis = false,
        footer = {
            "",
            "Example:",
            "  trialsync convert --session sessions --column \"timestamp [ns]\" gaze.csv \\",
            "                    --output gaze-host.csv"
        })
final class ConvertCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // required
    private Source source;

    /** Where the clock model comes from. */
    static final class Source {

        @Option(
                names = "--exchanges",
                required = true,
                paramLabel = "FILE",
                description = "Table of exchanges: CSV with the columns host_send_ns, device_ns and host_receive_ns.")
        @Nullable
        Path exchanges;

        @ArgGroup(exclusive = false, multiplicity = "1")
        @Nullable
        SessionSource session;
    }

    /** A session, and which of its devices. */
    static final class SessionSource {

        @Option(
                names = "--session",
                required = true,
                paramLabel = "DIR",
                description = "Folder of a session, or a folder of sessions, which means the newest of them.")
        @SuppressWarnings("NullAway.Init") // required
        Path folder;

        @Option(
                names = "--device",
                paramLabel = "KEY",
                description = "Which device of the session, such as neon-f6c3; needed only if it has several.")
        @Nullable
        String device;

        @Option(
                names = "--in-time-of",
                paramLabel = "KEY",
                description =
                        "Another device of the session, such as an NTP server's: each row has its time, too, in the columns"
                                + " KEY time [ns], KEY earliest [ns] and KEY latest [ns].")
        @Nullable
        String master;
    }

    @Option(
            names = "--resolution",
            paramLabel = "DURATION",
            converter = DurationConverter.UpToOneMinute.class,
            description = {
                "Resolution of the device's stamps in --exchanges, an integer and ns, us, ms or s (default: 0ns, exact)."
            })
    @Nullable
    private Long resolutionNanos;

    @Option(
            names = "--clock",
            paramLabel = "wall|sensor",
            converter = ClockConverter.class,
            description = {
                "The device's clock that stamped the column: wall (events) or sensor (gaze, eye states, fixations, saccades,"
                        + " blinks, IMU, world video). Default: wall; with --session, sensor for a table whose header shows"
                        + " that it is one of these."
            })
    @Nullable
    private String clock;

    @Option(
            names = "--estimator",
            paramLabel = "NAME",
            converter = EstimatorConverter.class,
            completionCandidates = EstimatorConverter.class,
            description = "How the clock is estimated: ${COMPLETION-CANDIDATES} (default: the first).")
    @Nullable
    private ClockEstimator estimator;

    @Mixin
    private DeclaredOptions declaredOptions = new DeclaredOptions();

    @Option(
            names = "--column",
            required = true,
            paramLabel = "NAME",
            description = "Name of the column of timestamps, exactly as in the header; integers in nanoseconds.")
    @SuppressWarnings("NullAway.Init") // required
    private String column;

    @Parameters(
            paramLabel = "TABLE.csv",
            description = "Table to convert: CSV with a header, cells separated by commas.")
    @SuppressWarnings("NullAway.Init") // required
    private Path table;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "OUT.csv",
            description = "File to write; an older one is replaced when the new one is complete.")
    @SuppressWarnings("NullAway.Init") // required
    private Path output;

    ConvertCommand() {}

    @Override
    public void run() {
        FittedClock fitted = fittedClock();
        fitted.requireNotOverwritten(output);
        report(fitted, convert(fitted));
    }

    private ConversionSummary convert(FittedClock fitted) {
        try (ProgressLine progress = ProgressLine.onTerminal(spec.commandLine().getErr())) {
            TableConverter exact =
                    minusDelay(fitted, inTimeOfMaster(new TableConverter(fitted.model(), column, progress)));
            TableConverter converter = isStreamedGaze()
                    ? exact.stampedByStream()
                    : fitted.stamps().map(exact::stampedBy).orElse(exact);
            TableConverter ordered = fitted.timesGiven() ? converter.inAnyOrder() : converter;
            return (fitted.contradiction().isPresent() ? ordered.contradicted() : ordered).convert(table, output);
        }
    }

    private static TableConverter minusDelay(FittedClock fitted, TableConverter converter) {
        return fitted.streamDelayNanos().isPresent()
                ? converter.minusStreamDelay(fitted.streamDelayNanos().getAsLong())
                : converter;
    }

    private boolean isStreamedGaze() {
        return source.session != null
                && !DeviceClock.WALL.equals(clock)
                && SensorTables.isStreamedGaze(TableConverter.columnsOf(table));
    }

    private TableConverter inTimeOfMaster(TableConverter converter) {
        if (source.session == null || source.session.master == null) {
            return converter;
        }
        String key = source.session.master;
        ClockEstimator method = estimator == null ? Estimators.standard() : estimator;
        FittedClock master =
                FittedClock.ofSession(source.session.folder, key, DeviceClock.WALL, method, Declared.none());
        return converter.inTimeOf(key, master.model());
    }

    private FittedClock fittedClock() {
        ClockEstimator method = estimator == null ? Estimators.standard() : estimator;
        Declared declared = declaredOptions.declared(method);
        if (source.session != null) {
            if (resolutionNanos != null) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--resolution goes with --exchanges; a session has the resolution on record");
            }
            String name = clock == null ? SensorTables.clockOf(TableConverter.columnsOf(table)) : clock;
            return FittedClock.ofSession(source.session.folder, source.session.device, name, method, declared);
        }
        if (source.exchanges == null) {
            throw new IllegalStateException("picocli let neither --exchanges nor --session pass");
        }
        return FittedClock.ofExchanges(
                source.exchanges,
                resolutionNanos == null ? 0 : resolutionNanos,
                clock == null ? DeviceClock.WALL : clock,
                method,
                declared);
    }

    private void report(FittedClock fitted, ConversionSummary summary) {
        PrintWriter err = spec.commandLine().getErr();
        fitted.warnings().forEach(warning -> err.println("trialsync: warning: " + warning));
        fitted.contradiction()
                .ifPresent(
                        how -> err.println("trialsync: warning: " + table + ": DO NOT TRUST the host times: " + how));
        warn(
                err,
                summary.extrapolated(),
                summary,
                "lie outside the exchanges and were extrapolated, with growing limits");
        warn(err, summary.ambiguous(), summary, "were not converted: the clock may have shown their time twice");
        warn(
                err,
                summary.neverExisted(),
                summary,
                "were not converted: the clock jumped over their time, or this computer slept");
        PrintWriter out = spec.commandLine().getOut();
        String rows = summary.converted() == summary.rows()
                ? String.valueOf(summary.rows())
                : summary.converted() + " of " + summary.rows();
        out.println(rows + " rows of " + table + " converted: " + output);
        out.println(uncertainty(fitted, summary) + "; " + fitted.description());
    }

    private static String uncertainty(FittedClock fitted, ConversionSummary summary) {
        if (fitted.contradiction().isPresent()) {
            return "no uncertainty and no limits, since the sensor clock is contradicted";
        }
        return summary.converted() == 0
                ? "no uncertainty, since no row has a host time"
                : "largest uncertainty " + Durations.format(summary.largestUncertaintyNanos()) + ", mean "
                        + Durations.format(summary.meanUncertaintyNanos());
    }

    private static void warn(PrintWriter err, long count, ConversionSummary summary, String what) {
        if (count > 0) {
            err.println("trialsync: warning: " + count + " of " + summary.rows() + " rows " + what);
        }
    }
}
