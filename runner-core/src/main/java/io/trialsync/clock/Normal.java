// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * The standard normal distribution, to nine digits and more: from a table of its lower half by Taylor's series, since a fit
 * asks some hundred thousand times.
 */
final class Normal {

    private static final double ROOT_TWO_PI = Math.sqrt(2 * Math.PI);
    private static final int STEPS_A_UNIT = 64;
    private static final int LOWEST = -8;
    private static final double SERIES_FROM = -4;
    /** Φ and φ from 8 below the mean up to the mean. */
    private static final double[] BELOW = new double[-LOWEST * STEPS_A_UNIT + 1];

    private static final double[] DENSITY = new double[BELOW.length];

    static {
        for (int k = 0; k < BELOW.length; k++) {
            double x = LOWEST + (double) k / STEPS_A_UNIT;
            BELOW[k] = x < SERIES_FROM ? tail(-x) : 0.5 + series(x);
            DENSITY[k] = density(x);
        }
    }

    private Normal() {}

    static double density(double x) {
        return Math.exp(-0.5 * x * x) / ROOT_TWO_PI;
    }

    /** {@return the probability of values below x, whose relative precision holds far into the lower tail} */
    static double below(double x) {
        if (x > 0) {
            return 1 - below(-x);
        }
        return x < LOWEST ? tail(-x) : fromTable(x);
    }

    /** Φ(a + d) = Φ(a) + φ(a) d (1 − a d/2 + (a² − 1) d²/6 − (a³ − 3a) d³/24 + (a⁴ − 6a² + 3) d⁴/120 − …), |d| ≤ 1/128. */
    private static double fromTable(double x) {
        int k = (int) ((x - LOWEST) * STEPS_A_UNIT + 0.5);
        double a = LOWEST + (double) k / STEPS_A_UNIT;
        double d = x - a;
        double a2 = a * a;
        double series =
                1 + d * (-a / 2 + d * ((a2 - 1) / 6 + d * (-a * (a2 - 3) / 24 + d * (a2 * a2 - 6 * a2 + 3) / 120)));
        return BELOW[k] + DENSITY[k] * d * series;
    }

    /** Φ(x) − 1/2 = φ(x) (x + x³/3 + x⁵/(3·5) + …). */
    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int odd = 3; Math.abs(term) > 1e-16 * Math.abs(sum); odd += 2) {
            term *= x * x / odd;
            sum += term;
        }
        return density(x) * sum;
    }

    /** Laplace's continued fraction 1 − Φ(x) = φ(x) / (x + 1/(x + 2/(x + 3/(x + …)))). */
    private static double tail(double x) {
        double fraction = x;
        for (int i = 30; i > 0; i--) {
            fraction = x + i / fraction;
        }
        return density(x) / fraction;
    }
}
