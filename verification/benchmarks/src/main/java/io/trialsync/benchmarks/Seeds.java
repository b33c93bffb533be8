// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Seeds as they are given on the command line, such as {@code 1001-1020} or {@code 7,9,20-29}. */
record Seeds(List<Long> values) {

    private static final int MOST = 10_000;
    private static final Pattern PART = Pattern.compile("(\\d{1,12})(?:-(\\d{1,12}))?");

    Seeds {
        values = List.copyOf(values);
    }

    static final class Converter implements ITypeConverter<Seeds> {
        @Override
        public Seeds convert(String text) {
            List<Long> seeds = new ArrayList<>();
            for (String part : text.split(",", -1)) {
                range(part, text).boxed().forEach(seeds::add);
            }
            return new Seeds(seeds);
        }

        private static LongStream range(String part, String text) {
            Matcher matcher = PART.matcher(part.strip());
            if (matcher.matches()) {
                long from = Long.parseLong(matcher.group(1));
                long to = matcher.group(2) == null ? from : Long.parseLong(matcher.group(2));
                if (from <= to && to - from < MOST) {
                    return LongStream.rangeClosed(from, to);
                }
            }
            throw new TypeConversionException("[" + text + "] is not a list of seeds; give up to " + MOST
                    + " of them, such as 1001-1020 or 7,9,20-29");
        }
    }
}
