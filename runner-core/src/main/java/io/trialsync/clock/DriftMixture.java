// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What several models of a drift expect together, each weighted by the evidence for it, so that no single exchange switches from
 * one to another. Its variance includes how far they disagree. Immutable.
 */
final class DriftMixture {

    private static final double LEAST_WEIGHT = 1e-4;
    private static final int FEW_CELLS = 10;

    private final DriftState[] states;
    private final double[] weights;

    private DriftMixture(DriftState[] states, double[] weights) {
        this.states = states;
        this.weights = weights;
    }

    /** {@return what models make of the cells; those that differ in the scale of the noise only are left out while cells are few} */
    static DriftMixture of(
            List<DriftModel> models, DriftFilter filter, double[] centres, ExcessNoise noise, double driftSpread) {
        List<DriftState> ends = new ArrayList<>();
        double[] evidence = new double[models.size()];
        double[] variances = noise.variances(1);
        double scale = 1;
        boolean few = centres.length < FEW_CELLS;
        for (DriftModel model : models) {
            if (few && model.noiseScale() != 1) {
                continue;
            }
            if (model.noiseScale() != scale) {
                scale = model.noiseScale();
                variances = noise.variances(scale);
            }
            evidence[ends.size()] = filter.run(model, centres, variances, driftSpread);
            ends.add(filter.end());
        }
        return weighted(ends, Arrays.copyOf(evidence, ends.size()));
    }

    private static DriftMixture weighted(List<DriftState> ends, double[] evidence) {
        double most = Arrays.stream(evidence).max().orElse(0);
        double[] weights =
                Arrays.stream(evidence).map(one -> Math.exp(one - most)).toArray();
        double sum = Arrays.stream(weights).sum();
        List<DriftState> kept = new ArrayList<>();
        double[] shares = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > LEAST_WEIGHT * sum) {
                shares[kept.size()] = weights[i];
                kept.add(ends.get(i));
            }
        }
        if (kept.isEmpty()) {
            return new DriftMixture(new DriftState[] {ends.get(0)}, new double[] {1});
        }
        double[] shared = Arrays.copyOf(shares, kept.size());
        double keptSum = Arrays.stream(shared).sum();
        return new DriftMixture(
                kept.toArray(DriftState[]::new),
                Arrays.stream(shared).map(share -> share / keptSum).toArray());
    }

    /** {@return the models that were not ruled out} */
    List<DriftModel> models() {
        return Arrays.stream(states).map(DriftState::model).toList();
    }

    /** {@return the model with the most evidence} */
    DriftModel likeliest() {
        int best = 0;
        for (int i = 1; i < weights.length; i++) {
            best = weights[i] > weights[best] ? i : best;
        }
        return states[best].model();
    }

    /** {@return the offset a time after the newest cell, in microseconds} */
    double offsetAt(double dt) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * states[i].offsetAt(dt);
        }
        return sum;
    }

    double varianceAt(double dt) {
        double mean = offsetAt(dt);
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double apart = states[i].offsetAt(dt) - mean;
            sum += weights[i] * (states[i].varianceAt(dt) + apart * apart);
        }
        return sum;
    }

    /** {@return the drift at the newest cell, in ppm} */
    double drift() {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * states[i].drift();
        }
        return sum;
    }

    double driftVariance() {
        double mean = drift();
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double apart = states[i].drift() - mean;
            sum += weights[i] * (states[i].driftVariance() + apart * apart);
        }
        return sum;
    }
}
