// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --max-drift}, with or without its unit. */
final class PpmConverter implements ITypeConverter<Double> {

    private static final Pattern PPM = Pattern.compile("\\d+(\\.\\d+)?(ppm)?");
    private static final double LARGEST = 100_000;

    PpmConverter() {}

    @Override
    public Double convert(String text) {
        double ppm = PPM.matcher(text).matches() ? Double.parseDouble(text.replace("ppm", "")) : Double.NaN;
        if (!(ppm > 0 && ppm <= LARGEST)) {
            throw new TypeConversionException(
                    "[" + text + "] is not a drift above 0 and up to 100000 ppm; write a number such as 100");
        }
        return ppm;
    }
}
