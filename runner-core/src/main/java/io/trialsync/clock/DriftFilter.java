// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * Kalman filter for an offset whose drift follows a {@link DriftModel}: the state is (offset, drift, bend), measured is the
 * offset alone.
 *
 * <p>The bend b fades, b' = −b/τ, and is the drift's change: F = [1 dt τ(dt−τ(1−e)); 0 1 τ(1−e); 0 0 e] with e = exp(−dt/τ).
 * The noise is that of an integrated random walk for the drift, q·[dt³/3 dt²/2; dt²/2 dt], and of a twice integrated one for the
 * bend. At first a bend leads towards the drift that is known: whatever the drift lies below it, the bend makes up for. Microseconds, ppm and seconds keep all numbers near one. Not thread-safe: used again by each run.
 */
final class DriftFilter {

    /** An innovation counts at most as one of four standard deviations. */
    private static final double LARGEST_SURPRISE = 16;
    /** From five standard deviations on, the state is taken to have moved. */
    private static final double MOVED = 25;

    private static final double MOVED_LESS = 9;
    private static final double LARGE_PRODUCT = 1e100;

    private final double[] seconds;
    /** How far each measurement lay from what those before it had led to expect. */
    final double[] innovation;

    private DriftModel model;
    private final KalmanState state = new KalmanState();

    /** @param seconds the times of the cells, rising */
    DriftFilter(double[] seconds) {
        this.seconds = seconds;
        this.innovation = new double[seconds.length];
        this.model = DriftModel.considered().get(0);
    }

    /**
     * {@return the logarithm of the evidence for a model, made robust against outliers}; afterwards {@link #end()} tells its
     * newest state.
     *
     * @param driftSpread the standard deviation of the first cell's drift around zero, in ppm
     */
    double run(DriftModel chosen, double[] measured, double[] variance, double driftSpread) {
        begin(chosen, measured[0], variance[0], driftSpread);
        double surprises = 0;
        double logSpreads = 0;
        double spreads = 1;
        for (int k = 1; k < seconds.length; k++) {
            double dt = seconds[k] - seconds[k - 1];
            predict(dt);
            innovation[k] = measured[k] - state.offset;
            double spread = state.p00 + variance[k];
            double surprise = innovation[k] * innovation[k] / spread;
            surprises += Math.min(surprise, LARGEST_SURPRISE);
            // one logarithm for many factors
            spreads *= spread;
            if (spreads > LARGE_PRODUCT || spreads < 1 / LARGE_PRODUCT) {
                logSpreads += Math.log(spreads);
                spreads = 1;
            }
            if (surprise > MOVED) {
                loosen(innovation[k] * innovation[k] / MOVED_LESS, dt);
            }
            state.update(innovation[k], state.p00 + variance[k]);
        }
        return chosen.logPrior() - 0.5 * (surprises + logSpreads + Math.log(spreads));
    }

    private void begin(DriftModel chosen, double measured, double variance, double driftSpread) {
        model = chosen;
        double unsettled = chosen.unsettledPpm();
        double bending = chosen.bendPpmPerSecond();
        state.begin(
                measured,
                variance,
                driftSpread * driftSpread + unsettled * unsettled,
                -unsettled * bending,
                bending * bending);
    }

    private void predict(double dt) {
        if (model.isBending()) {
            predictBending(dt);
        } else {
            state.offset += state.drift * dt;
            state.p00 += dt * (2 * state.p01 + dt * state.p11);
            state.p01 += dt * state.p11;
        }
        double wandered = model.wandering() * model.wandering() * dt;
        state.p00 += wandered * dt * dt / 3;
        state.p01 += wandered * dt / 2;
        state.p11 += wandered;
    }

    private void predictBending(double dt) {
        double left = model.bendLeft(dt);
        double drifts = model.settlingSeconds() * (1 - left);
        double offsets = model.settlingSeconds() * (dt - drifts);
        state.offset += state.drift * dt + state.bend * offsets;
        state.drift += state.bend * drifts;
        state.bend *= left;
        double noise = model.bendNoise() * model.bendNoise() * dt;
        double a01 = state.p01 + dt * state.p11 + offsets * state.p12;
        double a02 = state.p02 + dt * state.p12 + offsets * state.p22;
        double a12 = state.p12 + drifts * state.p22;
        state.p00 += dt * (state.p01 + a01) + offsets * (state.p02 + a02) + noise * dt * dt * dt * dt / 20;
        state.p01 = a01 + drifts * a02 + noise * dt * dt * dt / 8;
        state.p02 = left * a02 + noise * dt * dt / 6;
        state.p11 += drifts * (state.p12 + a12) + noise * dt * dt / 3;
        state.p12 = left * a12 + noise * dt / 2;
        state.p22 = left * left * state.p22 + noise;
    }

    /** As if the drift had changed at once, after the cell before: a slew begins or ends. */
    private void loosen(double moved, double dt) {
        state.p00 += moved;
        state.p01 += dt > 0 ? moved / dt : 0;
        state.p11 += dt > 0 ? moved / (dt * dt) : 0;
    }

    /** {@return the state at the newest cell} */
    DriftState end() {
        return new DriftState(model, state.offset, state.drift, state.bend, new double[] {
            state.p00, state.p01, state.p02, state.p11, state.p12, state.p22
        });
    }
}
