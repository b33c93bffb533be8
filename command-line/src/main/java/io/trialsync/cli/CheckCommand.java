// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.clock.Durations;
import io.trialsync.clock.HostClock;
import io.trialsync.device.DeviceAddress;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.Devices;
import io.trialsync.runner.Configuration;
import io.trialsync.session.check.CheckReport;
import io.trialsync.session.check.CheckUp;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code trialsync check}: what a lab runs before each participant. */
@Command(
        name = "check",
        header = "Check devices and this computer before a session.",
        description = {
            "Opens all devices, asks for their state, compares their clocks with this computer's and listens to their live streams,"
                    + " all at the same time. Says of each thing whether it is ok, and what to do if it is not; then what could not"
                    + " be checked, and READY or NOT READY.",
            "Nothing is written to a device but time-sync exchanges; a phone without Time Echo gets at most four events named"
                    + " trialsync.sync.1, .2 and so on.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = ManifestVersion.class,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 READY, 1 NOT READY, 2 wrong usage.",
            "",
            "Examples:",
            "  trialsync check",
            "  trialsync check companion:192.168.1.21 companion:192.168.1.22 --ntp time.example.org",
            "  trialsync check companion:id=a41fe4fe2bccf6c3 --json"
        })
final class CheckCommand implements Callable<Integer> {

    private static final String ANY_PHONE = "companion:auto";
    private static final Path SYS = Path.of("/sys");
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DEVICE",
            arity = "0..*",
            description = "Addresses of devices, such as companion:192.168.1.21 or companion:id=a41fe4fe2bccf6c3"
                    + " (default: all phones that are found on the network).")
    private List<String> devices = new ArrayList<>();

    @Option(
            names = "--ntp",
            paramLabel = "HOST[,HOST]",
            description = "Compare this computer's clock with these NTP servers.")
    @Nullable
    private String ntp;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            defaultValue = "5s",
            converter = DurationConverter.OneSecondToTenMinutes.class,
            description =
                    "How long to compare clocks and to listen, 1s to 600s (default: ${DEFAULT-VALUE}). Takes at least about"
                            + " four seconds, since pauses are part of it.")
    private long forNanos;

    @Option(names = "--json", description = "Print one JSON object instead.")
    private boolean json;

    CheckCommand() {}

    @Override
    public Integer call() {
        try (ProgressLine progress = ProgressLine.onTerminal(spec.commandLine().getErr())) {
            return checkAndPrint(progress);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private int checkAndPrint(ProgressLine progress) throws InterruptedException {
        CheckReport report = check(progress);
        progress.close();
        print(report);
        return report.ready() ? 0 : 1;
    }

    private CheckReport check(ProgressLine progress) throws InterruptedException {
        Optional<DeviceAddress> servers = Optional.ofNullable(ntp).map(hosts -> parse("ntp:" + hosts));
        List<DeviceAddress> addresses = addresses(progress);
        String what = "checking " + addresses.size() + (addresses.size() == 1 ? " device" : " devices");
        try {
            CheckUp checkUp = checkUp();
            return Watched.run(
                    () -> checkUp.run(addresses, servers, forNanos),
                    nanos -> progress.say(
                            what + ": " + nanos / NANOS_PER_SECOND + " s of about " + Durations.format(forNanos)));
        } catch (IllegalArgumentException e) {
            throw wrong(e);
        }
    }

    private static CheckUp checkUp() {
        DeviceContext context = DeviceContext.system();
        Configuration configuration =
                new Configuration("check", key -> Optional.ofNullable(System.getProperty(key)), Map.of());
        return new CheckUp(
                Devices.onClassPath(CheckCommand.class.getClassLoader()),
                context,
                new HostClock(context.nanoTime(), Clock.systemUTC()),
                configuration.stateDirectory(),
                SYS,
                System.nanoTime());
    }

    private List<DeviceAddress> addresses(ProgressLine progress) throws InterruptedException {
        List<String> given = devices.stream().distinct().toList();
        if (!given.isEmpty() && !given.equals(List.of(ANY_PHONE))) {
            return given.stream().map(this::parse).toList();
        }
        PhoneSearch.Found found = PhoneSearch.find(progress::say);
        if (found.phones().isEmpty()) {
            progress.close();
            spec.commandLine().getErr().println("trialsync: " + found.none());
        }
        return found.phones().stream()
                .map(phone -> DeviceAddress.parse(phone.address()))
                .toList();
    }

    private DeviceAddress parse(String address) {
        try {
            return DeviceAddress.parse(address);
        } catch (IllegalArgumentException e) {
            throw wrong(e);
        }
    }

    private ParameterException wrong(IllegalArgumentException e) {
        return new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }

    private void print(CheckReport report) {
        if (json) {
            spec.commandLine().getOut().println(JsonMapper.builder().build().writeValueAsString(CheckJson.of(report)));
        } else {
            CheckText.of(report).forEach(spec.commandLine().getOut()::println);
        }
        spec.commandLine().getOut().flush();
    }
}
