// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.clock.ClockModel;
import io.trialsync.clock.Declared;
import io.trialsync.clock.Durations;
import io.trialsync.clock.Estimators;
import io.trialsync.device.DeviceClock;
import io.trialsync.simulator.CompanionSpec;
import io.trialsync.simulator.DrawnExchange;
import io.trialsync.simulator.ExchangeGenerator;
import io.trialsync.simulator.ExchangesTable;
import io.trialsync.simulator.SimulatedCompanion;
import io.trialsync.simulator.SimulatedCompanionBuilder;
import io.trialsync.simulator.SpecKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code trialsync simulate}: runs a simulated phone, or draws exchanges with one. */
@Command(
        name = "simulate",
        header = "Run a simulated phone with the Companion app, or write a table of exchanges with one.",
        description = {
            "The phone answers status (HTTP and WebSocket), events, recordings, Time Echo and RTSP on real sockets, with clocks, delays and"
                    + " faults of your choice, and prints what it receives until Ctrl+C.",
            "With --exchanges nothing is started: exchanges are drawn in virtual time and written to a table.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = ManifestVersion.class,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  trialsync simulate --model neon --offset 840ms --drift 25ppm --delay 3ms..20ms",
            "  trialsync simulate --exchanges exchanges.csv --from 1685088812000000000 \\",
            "                     --to 1685088832000000000 --offset 840ms --seed 7"
        })
final class SimulateCommand implements Runnable {

    /** Where real phones answer Time Echo. */
    private static final int TIME_ECHO_PORT = 12_321;
    /** What real devices send live. */
    private static final String NEON_RATE = "200hz";

    private static final String INVISIBLE_RATE = "66hz";
    private static final int USUAL_RTSP_PORT = 8086;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
    private CommandSpec spec;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "Address to listen on; 0.0.0.0 for all networks (default: ${DEFAULT-VALUE}, this computer only).")
    @SuppressWarnings("NullAway.Init") // has a default
    private String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description =
                    "Port of the HTTP interface; 0 for any free one (default: ${DEFAULT-VALUE}, as a real phone).")
    private int port;

    @Option(
            names = "--time-echo-port",
            paramLabel = "PORT",
            description = "Port of Time Echo, which the phone's status tells; 0 for any free one"
                    + " (default: 12321, as a real phone, or any free one if that is taken).")
    @Nullable
    private Integer timeEchoPort;

    @Option(
            names = "--rtsp-port",
            paramLabel = "PORT",
            description =
                    "Port of RTSP, which the phone's status tells; 0 for any free one (default: 8086 as a real phone,"
                            + " or any free one if that is taken).")
    @Nullable
    private Integer rtspPort;

    @Option(
            names = "--gaze-of",
            paramLabel = "GAZE.csv",
            description =
                    "Stream the gaze of a table that Pupil Cloud exported, over and over (default: a synthetic one).")
    @Nullable
    private Path gazeOf;

    @Option(
            names = "--model",
            paramLabel = "neon|invisible",
            defaultValue = "neon",
            description = "Which eye tracker the phone carries (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // has a default
    private String model;

    @Option(
            names = "--no-mdns",
            description = "Do not announce the phone on the network, where discover and companion:auto find it.")
    private boolean quiet;

    @Option(
            names = "--clock-of",
            paramLabel = "SESSION_DIR",
            description = "Let the phone's clock run as the fitted clock of a session's device did.")
    @Nullable
    private Path clockOf;

    @Option(
            names = "--clock-device",
            paramLabel = "KEY",
            description = "Which device of that session; needed only if it has several.")
    @Nullable
    private String clockDevice;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "Stop by itself after this time, an integer and ns, us, ms or s (default: run until Ctrl+C).")
    @Nullable
    private String duration;

    @ArgGroup(exclusive = false, heading = "%nA table of exchanges instead of a running phone:%n")
    @Nullable
    private Drawing drawing;

    /** A table of exchanges to draw. */
    static final class Drawing {

        @Option(
                names = "--exchanges",
                required = true,
                paramLabel = "OUT.csv",
                description = "File to write; an older one is replaced when the new one is complete.")
        @SuppressWarnings("NullAway.Init") // required
        Path table;

        @Option(
                names = "--from",
                required = true,
                paramLabel = "NS",
                description = "Host time of the first exchange, and the start of the clocks, in ns since 1970.")
        long fromHostNanos;

        @Option(
                names = "--to",
                required = true,
                paramLabel = "NS",
                description = "Host time of the end, in ns since 1970.")
        long toHostNanos;

        @Option(
                names = "--interval",
                defaultValue = "1s",
                paramLabel = "DURATION",
                description = "Time from one exchange to the next (default: ${DEFAULT-VALUE}).")
        @SuppressWarnings("NullAway.Init") // has a default
        String interval;
    }

    SimulateCommand() {}

    /** Add an option for everything that an address can say of a simulated phone, explained by the simulator itself. */
    static void addSpecOptions(CommandLine simulate) {
        for (SpecKey key : SpecKey.values()) {
            simulate.getCommandSpec()
                    .addOption(OptionSpec.builder("--" + key.key())
                            .type(String.class)
                            .paramLabel("VALUE")
                            .description(key.meaning() + " (default: " + key.defaultText() + ").")
                            .build());
        }
    }

    @Override
    public void run() {
        try {
            CompanionSpec phone = CompanionSpec.of(model, parameters());
            if (drawing == null) {
                serve(phone);
            } else {
                draw(phone, drawing);
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()));
        }
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (SpecKey key : SpecKey.values()) {
            String value = spec.commandLine().getParseResult().matchedOptionValue("--" + key.key(), (String) null);
            if (value != null) {
                requireUsed(key);
                parameters.put(key.key(), value);
            }
        }
        if (drawing == null) {
            parameters.putIfAbsent(SpecKey.STREAM.key(), model.equals("invisible") ? INVISIBLE_RATE : NEON_RATE);
        }
        return parameters;
    }

    /** What has no effect on a table of exchanges is refused rather than taken without a word. */
    private void requireUsed(SpecKey key) {
        boolean ofSamples = key == SpecKey.STREAM || key == SpecKey.STREAM_DELAY || key == SpecKey.SENSOR_OFFSET;
        if (drawing != null && ofSamples) {
            throw new IllegalArgumentException(
                    "--" + key.key() + " goes with a running phone; a table of exchanges has no samples");
        }
    }

    private void serve(CompanionSpec phone) throws IOException {
        ReceivedPrinter printer = new ReceivedPrinter(spec.commandLine().getOut(), System::nanoTime);
        SimulatedCompanionBuilder builder = SimulatedCompanion.with(phone)
                .host(host)
                .port(port)
                .preferTimeEchoPort(TIME_ECHO_PORT)
                .listener(printer);
        if (timeEchoPort != null) {
            builder.timeEchoPort(timeEchoPort);
        }
        if (clockOf != null) {
            builder.clockModel(fittedClock(clockOf));
        }
        if (rtspPort == null) {
            builder.preferredRtspPort(USUAL_RTSP_PORT);
        } else {
            builder.rtspPort(rtspPort);
        }
        if (gazeOf != null) {
            builder.gazeOf(gazeOf);
        }
        long forNanos = duration == null ? Long.MAX_VALUE : Durations.parseNanos(duration);
        try (SimulatedCompanion companion = builder.start()) {
            printer.started(companion);
            serveAnnounced(companion, printer, forNanos);
        }
    }

    private void serveAnnounced(SimulatedCompanion companion, ReceivedPrinter printer, long forNanos) {
        Announced announced = quiet ? Announced.not() : Announced.on(companion, printer);
        try {
            printer.printFor(forNanos);
        } finally {
            announced.close();
        }
    }

    private ClockModel fittedClock(Path session) {
        return FittedClock.ofSession(session, clockDevice, DeviceClock.WALL, Estimators.standard(), Declared.none())
                .model();
    }

    private void draw(CompanionSpec phone, Drawing wanted) throws IOException {
        if (phone.at().isPresent()) {
            throw new IllegalArgumentException("--at goes with a running phone; with --exchanges, --from is the start");
        }
        long intervalNanos = Durations.parseNanos(wanted.interval);
        ExchangeGenerator standard = ExchangeGenerator.of(phone, wanted.fromHostNanos);
        ExchangeGenerator generator = new ExchangeGenerator(
                clockOf == null ? standard.timeline() : SimulatedCompanionBuilder.timelineOf(fittedClock(clockOf)),
                standard.resolutionNanos(),
                standard.forward(),
                standard.backward(),
                standard.seed(),
                intervalNanos);
        long rows = ExchangesTable.write(
                wanted.table,
                generator.between(wanted.fromHostNanos, wanted.toHostNanos).map(DrawnExchange::exchange),
                count -> {});
        PrintWriter out = spec.commandLine().getOut();
        out.println(rows + " exchanges written: " + wanted.table);
        out.println("stamps have a resolution of " + Durations.format(standard.resolutionNanos())
                + "; convert with --resolution " + standard.resolutionNanos() + "ns");
    }
}
