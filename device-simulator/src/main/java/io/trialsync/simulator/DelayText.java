// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.clock.Durations;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the forms in which a {@link Delay} is written. Stateless. */
final class DelayText {

    private static final Pattern UNIFORM = Pattern.compile("(\\w+)\\.\\.(\\w+)");
    private static final Pattern EXPONENTIAL = Pattern.compile("(\\w+)\\+exp\\((\\w+)\\)");
    private static final Pattern LOG_NORMAL = Pattern.compile("(\\w+)\\+lognormal\\((\\w+), ?(\\d(?:\\.\\d{1,9})?)\\)");
    private static final Pattern CONSTANT = Pattern.compile("\\d+\\w+");

    private DelayText() {}

    static Delay parse(String text) {
        Matcher uniform = UNIFORM.matcher(text);
        if (uniform.matches()) {
            return new Delay.Uniform(nanos(uniform, 1), nanos(uniform, 2));
        }
        Matcher exponential = EXPONENTIAL.matcher(text);
        if (exponential.matches()) {
            return new Delay.Exponential(nanos(exponential, 1), nanos(exponential, 2));
        }
        Matcher logNormal = LOG_NORMAL.matcher(text);
        if (logNormal.matches()) {
            return new Delay.LogNormal(
                    nanos(logNormal, 1), nanos(logNormal, 2), Double.parseDouble(logNormal.group(3)));
        }
        if (CONSTANT.matcher(text).matches()) {
            return new Delay.Constant(Durations.parseNanos(text));
        }
        throw new IllegalArgumentException("[" + text
                + "] is not a delay; write 400ms, 3ms..20ms, 1200us+exp(50us) or 1200us+lognormal(800us,0.9)");
    }

    private static long nanos(Matcher matcher, int group) {
        return Durations.parseNanos(matcher.group(group));
    }
}
