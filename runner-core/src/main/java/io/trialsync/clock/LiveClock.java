// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A device clock on the host's timeline while a session goes on: fed with exchanges by one thread, read by any number.
 *
 * <p>Whenever an exchange says something new, a window of the newest cells of the present segment is fitted
 * anew, and what is found is published as one immutable {@link LiveClockState}; readers take the newest state, never wait
 * and never see half of one. The published conversion moves towards the newest estimate by at most 1000 ppm and never
 * backwards. Only a proven step, or an estimate more than 100 ms away, resets it, which {@link #accept} returns and the
 * state's generation shows. After a session the offline fit is two to three times better and replaces what was converted live.
 */
public final class LiveClock {

    private static final long LARGEST_CORRECTION_NANOS = 100_000_000;
    /** What a step may come with: another source of time, and a little slewing. */
    private static final double DRIFT_CHANGE_AT_STEP_PPM = 5;

    /** So long every new cell may bring any model of the drift back. */
    private static final int EARLY_CELLS = 64;

    private static final int CELLS_BETWEEN = 4;

    private final FitAssumptions assumptions;
    private final Refit refit;
    private final LiveWindow window = new LiveWindow();
    private @Nullable KnownDrift drift;
    private @Nullable RunningCorridor corridor;
    private long exchanges;
    private long cellsWhenThorough;
    private long switchDevice = Long.MIN_VALUE;

    private volatile Optional<LiveClockState> state = Optional.empty();

    /** {@link LiveFit#of}, or that with a pause. */
    interface Refit {
        LiveFit fit(
                List<Exchange> exchanges,
                FitAssumptions assumptions,
                @Nullable KnownDrift prior,
                List<DriftModel> models,
                double lastDriftPpm);
    }

    /**
     * Create a clock that knows nothing of the device's drift.
     *
     * @param assumptions what may be taken for granted
     */
    public LiveClock(FitAssumptions assumptions) {
        this(assumptions, Optional.empty());
    }

    /**
     * Create a clock.
     *
     * @param assumptions what may be taken for granted
     * @param drift the drift as it was last known, in whose uncertainty the time since then is allowed for
     */
    public LiveClock(FitAssumptions assumptions, Optional<KnownDrift> drift) {
        this(assumptions, drift, LiveFit::of);
    }

    LiveClock(FitAssumptions assumptions, Optional<KnownDrift> drift, Refit refit) {
        this.refit = refit;
        this.assumptions = assumptions;
        this.drift = drift.orElse(null);
    }

    /**
     * Take the next exchange. To be called by one thread at a time.
     *
     * @param exchange sent no earlier than the one before
     * @return what it made of the conversion, if it did not just go on
     * @throws IllegalArgumentException if it was sent before the one before it; nothing is changed then
     */
    public Optional<ClockReset> accept(Exchange exchange) {
        boolean stepped = isStep(exchange);
        if (stepped) {
            afterStep(exchange);
        }
        exchanges++;
        boolean news = window.add(exchange, state.map(s -> s.fit().driftPpm()).orElse(0.0));
        return exchanges < 2 || (!news && state.isPresent()) ? Optional.empty() : publish(exchange, stepped);
    }

    private boolean isStep(Exchange exchange) {
        RunningCorridor known = corridor;
        if (known == null) {
            corridor = new RunningCorridor(exchange, assumptions);
            return false;
        }
        if (exchange.hostSendNanos() < known.newest().hostSendNanos()) {
            throw new IllegalArgumentException("host_send_ns [" + exchange.hostSendNanos()
                    + "] is before that of the exchange before it ["
                    + known.newest().hostSendNanos()
                    + "]; a live clock takes exchanges in the order of sending");
        }
        return !known.accept(exchange);
    }

    /** The offset is a new one, the crystal still the same. */
    private void afterStep(Exchange exchange) {
        corridor = new RunningCorridor(exchange, assumptions);
        window.clear();
        state.map(LiveClockState::drift)
                .ifPresent(known -> drift = new KnownDrift(
                        known.driftPpm(), Math.min(100_000, known.uncertaintyPpm() + DRIFT_CHANGE_AT_STEP_PPM)));
    }

    private Optional<ClockReset> publish(Exchange exchange, boolean stepped) {
        KnownDrift prior = window.isComplete() ? drift : null;
        double lastDrift = state.map(s -> s.fit().driftPpm()).orElse(prior == null ? 0 : prior.driftPpm());
        LiveFit fit = refit.fit(window.exchanges(), assumptions, prior, models(), lastDrift);
        return state.isEmpty() ? first(exchange, fit) : next(state.get(), exchange, fit, stepped);
    }

    /** All of them now and then, in between those that were not ruled out. */
    private List<DriftModel> models() {
        long cells = window.begun();
        boolean due = window.cells() < EARLY_CELLS || cells - cellsWhenThorough >= CELLS_BETWEEN;
        if (state.isEmpty() || (due && cells != cellsWhenThorough)) {
            cellsWhenThorough = cells;
            return DriftModel.considered();
        }
        return state.get().fit().models();
    }

    private Optional<ClockReset> first(Exchange exchange, LiveFit fit) {
        publish(0, exchange, fit, fit.line());
        return Optional.empty();
    }

    private Optional<ClockReset> next(LiveClockState before, Exchange exchange, LiveFit fit, boolean stepped) {
        long from = switchPoint(exchange);
        long change = TimeRange.subtract(fit.offsetAt(from), before.view().offsetAt(from));
        if (!stepped && Math.abs(change) <= LARGEST_CORRECTION_NANOS) {
            switchDevice = from;
            publish(before.generation(), exchange, fit, before.view().towards(from, fit.line()));
            return Optional.empty();
        }
        long generation = before.generation() + 1;
        switchDevice = Long.MIN_VALUE;
        publish(generation, exchange, fit, fit.line());
        ClockReset.Reason reason = stepped ? ClockReset.Reason.STEP : ClockReset.Reason.CORRECTION;
        return Optional.of(new ClockReset(generation, reason, exchange.hostReceiveNanos(), change));
    }

    /** Ahead of what the device's clock can show by now. */
    private long switchPoint(Exchange exchange) {
        long received = TimeRange.add(exchange.deviceNanos() + exchange.resolutionNanos(), exchange.roundTripNanos());
        return Math.max(switchDevice, TimeRange.add(received, LiveClockState.LEAD_MILLIS * 1_000_000));
    }

    private void publish(long generation, Exchange exchange, LiveFit fit, SlewedView view) {
        RunningCorridor known = corridor;
        if (known != null) {
            state = Optional.of(
                    new LiveClockState(generation, exchanges, assumptions, view, fit, known.offsets(), exchange));
        }
    }

    /** {@return the newest state, empty before the second exchange; from any thread, without waiting} */
    public Optional<LiveClockState> state() {
        return state;
    }

    /**
     * {@return a device time on the host's timeline, by the newest state; empty before the second exchange}
     *
     * @param deviceNanos what the device's clock shows or showed, in nanoseconds
     * @throws IllegalArgumentException if it is more than 146 years from zero
     */
    public Optional<HostTime> toHost(long deviceNanos) {
        return state.map(now -> now.toHost(deviceNanos));
    }

    /**
     * {@return what the device's clock shows at a host time, by the newest state; empty before the second exchange}
     *
     * @param hostNanos the host time, in nanoseconds
     * @throws IllegalArgumentException if it is more than 146 years from zero
     */
    public Optional<DeviceTime> toDevice(long hostNanos) {
        return state.map(now -> now.toDevice(hostNanos));
    }
}
