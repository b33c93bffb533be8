// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** How numbers look on the page. */
final class Figures {

    private static final MathContext THREE_DIGITS = new MathContext(3);

    private Figures() {}

    /** {@return three significant digits, without an exponent} */
    static String micros(double micros) {
        return Double.isFinite(micros)
                ? new BigDecimal(micros)
                        .round(THREE_DIGITS)
                        .stripTrailingZeros()
                        .toPlainString()
                : "–";
    }

    /** {@return a share; 100.00 only if nothing is missing} */
    static String percent(double percent) {
        double shown = percent < 100 ? Math.min(percent, 99.99) : percent;
        return Double.isFinite(percent) ? String.format(Locale.ROOT, "%.2f", shown) : "–";
    }

    static String times(double ratio) {
        return Double.isFinite(ratio) ? String.format(Locale.ROOT, ratio < 10 ? "%.2f" : "%.0f", ratio) : "–";
    }
}
