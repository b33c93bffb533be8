// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/** The standard normal distribution, to about 15 digits. */
final class Normal {

    private static final double ROOT_TWO_PI = Math.sqrt(2 * Math.PI);
    private static final double SERIES_UP_TO = 4;

    private Normal() {}

    static double density(double x) {
        return Math.exp(-0.5 * x * x) / ROOT_TWO_PI;
    }

    /** {@return the probability of values below x, whose relative precision holds far into the lower tail} */
    static double below(double x) {
        if (x > SERIES_UP_TO) {
            return 1 - tail(x);
        }
        return x < -SERIES_UP_TO ? tail(-x) : 0.5 + series(x);
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
