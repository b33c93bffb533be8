// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

import java.util.ArrayList;
import java.util.List;

/**
 * One way in which a drift may run on: not at all changing, wandering, or bending as that of a device that warms up does.
 *
 * @param settlingSeconds how long a bend takes to fade to a third, 0 if the drift only wanders
 * @param bendPpmPerSecond the standard deviation of the bend before anything is measured
 * @param wandering of the drift, in ppm per root second
 * @param bendNoise of the bend, in ppm per second per root second
 * @param noiseScale of the cells' standard deviations
 * @param logPrior the logarithm of how much is staked on it before anything is measured
 */
record DriftModel(
        double settlingSeconds,
        double bendPpmPerSecond,
        double wandering,
        double bendNoise,
        double noiseScale,
        double logPrior) {

    private static final double[] NOISE_SCALES = {0.3, 1, 3};
    private static final double[] WANDERINGS = {1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1};
    private static final double USUAL_WANDERING = 0.01;
    private static final double DECADES = 0.6;
    /** What the prior of the wanderings sums up to, unnormalised. */
    private static final double WANDERINGS_SUM = 3.5;

    private static final double NO_WANDERING = 1e-6;
    private static final double[] SETTLING_SECONDS = {300, 900, 2700};
    private static final double[] WANDERINGS_WHILE_SETTLING = {1e-3, 1e-2};
    private static final double[] BEND_NOISES = {1e-5, 1e-4};
    /** By how much devices change their drift while they warm up. */
    private static final double WARM_UP_PPM = 20;

    /** How much is staked on the three ways. */
    private static final double STEADY_SHARE = 0.45;

    private static final double WARMING_SHARE = 0.45;
    private static final double WANDERING_SHARE = 0.10;

    private static final List<DriftModel> ALL = all();

    /** {@return what is considered, by scale of the noise} */
    static List<DriftModel> considered() {
        return ALL;
    }

    private static List<DriftModel> all() {
        List<DriftModel> models = new ArrayList<>();
        for (double scale : NOISE_SCALES) {
            double folds = Math.log(scale);
            double prior = -0.5 * folds * folds;
            models.add(new DriftModel(0, 0, NO_WANDERING, 0, scale, prior + Math.log(STEADY_SHARE)));
            addWandering(models, scale, prior + Math.log(WANDERING_SHARE / WANDERINGS_SUM));
            addWarming(models, scale, prior + Math.log(WARMING_SHARE));
        }
        return List.copyOf(models);
    }

    private static void addWandering(List<DriftModel> models, double scale, double prior) {
        for (double wandering : WANDERINGS) {
            double decades = Math.log10(wandering / USUAL_WANDERING) / DECADES;
            models.add(new DriftModel(0, 0, wandering, 0, scale, prior - 0.5 * decades * decades));
        }
    }

    private static void addWarming(List<DriftModel> models, double scale, double prior) {
        int ways = SETTLING_SECONDS.length * WANDERINGS_WHILE_SETTLING.length * BEND_NOISES.length;
        for (double settling : SETTLING_SECONDS) {
            for (double wandering : WANDERINGS_WHILE_SETTLING) {
                for (double bendNoise : BEND_NOISES) {
                    models.add(new DriftModel(
                            settling, WARM_UP_PPM / settling, wandering, bendNoise, scale, prior - Math.log(ways)));
                }
            }
        }
    }

    /** {@return how far the drift may be off, as a standard deviation, from where it settles} */
    double unsettledPpm() {
        return bendPpmPerSecond * settlingSeconds;
    }

    boolean isBending() {
        return settlingSeconds > 0;
    }

    /** {@return what is left of a bend after a time} */
    double bendLeft(double dt) {
        return isBending() ? Math.exp(-dt / settlingSeconds) : 1;
    }

    /** {@return how much drift a bend of one makes of a time} */
    double driftOfBend(double dt) {
        return isBending() ? settlingSeconds * (1 - bendLeft(dt)) : 0;
    }

    /** {@return how much offset a bend of one makes of a time} */
    double offsetOfBend(double dt) {
        return isBending() ? settlingSeconds * (dt - driftOfBend(dt)) : 0;
    }
}
