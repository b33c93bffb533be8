// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.loopback;

import io.trialsync.benchmarks.accuracy.MarkdownTable;
import io.trialsync.clock.Durations;
import io.trialsync.clock.Exchange;
import io.trialsync.clock.HostClock;
import io.trialsync.clock.StampRule;
import io.trialsync.device.DeviceContext;
import io.trialsync.device.DeviceException;
import io.trialsync.device.SyncChannel;
import io.trialsync.device.companion.CompanionDevice;
import io.trialsync.simulator.CompanionSpec;
import io.trialsync.simulator.SimulatedCompanion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Measures bursts of eight exchanges of several contenders, who take turns so that none has the warmer machine. */
public final class BurstRun {

    /** How often each contender has its turn; the number of bursts is a multiple of it. */
    public static final int TURNS = 10;

    private static final double GOAL_NANOS = 1_000;
    private static final int UNMEASURED = 5;
    /** Exact stamps, no delay, and no Time Echo, so that its client has only events to go by. */
    private static final String PHONE = "simulated:neon?time-echo=off&resolution=0ns&delay=0ns";

    private record Measured(Contender contender, BurstFigures figures) {}

    private final HostClock clock = HostClock.system();
    private final int bursts;
    private final int warmUp;
    private final List<Long> pauses;
    private final Consumer<String> progress;

    /**
     * Prepare a run.
     *
     * @param bursts how many bursts of each contender are measured with each pause
     * @param warmUp how many are done before
     * @param pauses times from the begin of a burst to the begin of the next, in nanoseconds; zero for back to back
     * @param progress takes a line for people now and then
     */
    public BurstRun(int bursts, int warmUp, List<Long> pauses, Consumer<String> progress) {
        this.bursts = bursts;
        this.warmUp = warmUp;
        this.pauses = List.copyOf(pauses);
        this.progress = progress;
    }

    /**
     * {@return what was measured, as a table in Markdown and a line about the goal}
     *
     * @throws IOException if a contender does not answer
     */
    public String text() throws IOException {
        try (BareEcho echo = BareEcho.start(clock::nowNanos);
                BareClient bare = BareClient.connect(echo.port());
                CompanionDevice client = connect(echo.port());
                SimulatedCompanion phone = SimulatedCompanion.start(CompanionSpec.parse(PHONE));
                CompanionDevice phoneClient = connect(phone.port())) {
            List<Contender> contenders = List.of(
                    new Contender("event channel to bare echo", events(client), clock::toHostNanos),
                    new Contender("bare socket to bare echo (floor)", bare, clock::toHostNanos),
                    new Contender("event channel to simulated phone", events(phoneClient), phone::trueWallNanosAt));
            return measured(contenders);
        }
    }

    private static CompanionDevice connect(int port) throws DeviceException {
        return CompanionDevice.connect("127.0.0.1", port, StampRule.FLOORED, true, DeviceContext.system());
    }

    private static SyncChannel events(CompanionDevice device) {
        return device.syncChannel().orElseThrow();
    }

    private String measured(List<Contender> contenders) throws DeviceException {
        for (Contender contender : contenders) {
            progress.accept("warming up: " + contender.name());
            for (int i = 0; i < warmUp; i++) {
                contender.burst(clock);
            }
        }
        List<String> header = new ArrayList<>(List.of("client and server (µs)", "a burst every"));
        header.addAll(BurstFigures.HEADER);
        MarkdownTable table = new MarkdownTable(header);
        List<String> goals = new ArrayList<>();
        for (long pause : pauses) {
            List<Measured> measured = measured(contenders, pause);
            measured.forEach(one -> table.row(row(one, pause)));
            goals.add(goal(pause, measured.get(0).figures().medianErrorNanos()));
        }
        return table.text() + "\n" + String.join("\n", goals) + "\n";
    }

    private List<Measured> measured(List<Contender> contenders, long pause) throws DeviceException {
        List<Measured> measured = contenders.stream()
                .map(contender -> new Measured(contender, new BurstFigures()))
                .toList();
        for (int turn = 1; turn <= TURNS; turn++) {
            progress.accept("bursts, " + name(pause) + ": turn " + turn + " of " + TURNS);
            for (Measured one : measured) {
                turn(one.contender(), pause, one.figures());
            }
        }
        return measured;
    }

    private void turn(Contender contender, long pause, BurstFigures figures) throws DeviceException {
        long trueOffset = contender.trueOffsetNanos(clock);
        long due = clock.nanoTime();
        for (int i = 0; i < UNMEASURED + bursts / TURNS; i++) {
            await(due);
            due += pause;
            List<Exchange> burst = contender.burst(clock);
            if (i >= UNMEASURED) {
                figures.add(burst, trueOffset);
            }
        }
    }

    /** The processor is left idle, as between the trials of a session. */
    private void await(long due) {
        for (long left = due - clock.nanoTime(); left > 0; left = due - clock.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static List<String> row(Measured measured, long pause) {
        List<String> cells = new ArrayList<>(List.of(measured.contender().name(), name(pause)));
        cells.addAll(measured.figures().cells());
        return cells;
    }

    private static String name(long pause) {
        return pause == 0 ? "back to back" : Durations.format(pause);
    }

    private static String goal(long pause, double medianNanos) {
        return String.format(
                Locale.ROOT,
                "Goal, offset error of the cell p50 ≤ 1 µs (%s): %s, %.2f µs",
                name(pause),
                medianNanos <= GOAL_NANOS ? "met" : "missed",
                medianNanos / 1e3);
    }
}
