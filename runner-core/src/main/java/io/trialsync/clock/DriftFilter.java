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
    private double offset;
    private double drift;
    private double bend;
    private double p00;
    private double p01;
    private double p02;
    private double p11;
    private double p12;
    private double p22;

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
            innovation[k] = measured[k] - offset;
            double spread = p00 + variance[k];
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
            update(innovation[k], p00 + variance[k]);
        }
        return chosen.logPrior() - 0.5 * (surprises + logSpreads + Math.log(spreads));
    }

    private void begin(DriftModel chosen, double measured, double variance, double driftSpread) {
        model = chosen;
        offset = measured;
        drift = 0;
        bend = 0;
        p00 = variance;
        p01 = 0;
        p02 = 0;
        p11 = driftSpread * driftSpread + chosen.unsettledPpm() * chosen.unsettledPpm();
        p12 = -chosen.unsettledPpm() * chosen.bendPpmPerSecond();
        p22 = chosen.bendPpmPerSecond() * chosen.bendPpmPerSecond();
    }

    private void predict(double dt) {
        if (model.isBending()) {
            predictBending(dt);
        } else {
            offset += drift * dt;
            p00 += dt * (2 * p01 + dt * p11);
            p01 += dt * p11;
        }
        double wandered = model.wandering() * model.wandering() * dt;
        p00 += wandered * dt * dt / 3;
        p01 += wandered * dt / 2;
        p11 += wandered;
    }

    private void predictBending(double dt) {
        double left = model.bendLeft(dt);
        double drifts = model.settlingSeconds() * (1 - left);
        double offsets = model.settlingSeconds() * (dt - drifts);
        offset += drift * dt + bend * offsets;
        drift += bend * drifts;
        bend *= left;
        double noise = model.bendNoise() * model.bendNoise() * dt;
        double a01 = p01 + dt * p11 + offsets * p12;
        double a02 = p02 + dt * p12 + offsets * p22;
        double a12 = p12 + drifts * p22;
        p00 += dt * (p01 + a01) + offsets * (p02 + a02) + noise * dt * dt * dt * dt / 20;
        p01 = a01 + drifts * a02 + noise * dt * dt * dt / 8;
        p02 = left * a02 + noise * dt * dt / 6;
        p11 += drifts * (p12 + a12) + noise * dt * dt / 3;
        p12 = left * a12 + noise * dt / 2;
        p22 = left * left * p22 + noise;
    }

    /** As if the drift had changed at once, after the cell before: a slew begins or ends. */
    private void loosen(double moved, double dt) {
        p00 += moved;
        p01 += dt > 0 ? moved / dt : 0;
        p11 += dt > 0 ? moved / (dt * dt) : 0;
    }

    private void update(double innovated, double spread) {
        double gain0 = p00 / spread;
        double gain1 = p01 / spread;
        double gain2 = p02 / spread;
        offset += gain0 * innovated;
        drift += gain1 * innovated;
        bend += gain2 * innovated;
        p22 -= gain2 * p02;
        p12 -= gain2 * p01;
        p11 -= gain1 * p01;
        p02 *= 1 - gain0;
        p01 *= 1 - gain0;
        p00 *= 1 - gain0;
    }

    /** {@return the state at the newest cell} */
    DriftState end() {
        return new DriftState(model, offset, drift, bend, new double[] {p00, p01, p02, p11, p12, p22});
    }
}
