// SPDX-License-Identifier: Apache-2.0
package io.trialsync.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Gives a parser of outside data many changed examples. A case fails on an exception other than the one that is documented, on
 * taking very long, and on taking much memory. The system property {@code trialsync.fuzz.seconds} lets each parser have that
 * long instead of some number of cases, {@code trialsync.fuzz.seed} chooses others.
 */
public final class Fuzz {

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long MOST_BYTES = 64L << 20;
    private static final int SHOWN_BYTES = 4_000;

    private final List<byte[]> examples;
    private final long seed = Long.getLong("trialsync.fuzz.seed", 6);
    private final long seconds = Long.getLong("trialsync.fuzz.seconds", 0);
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Fuzz(List<byte[]> examples) {
        this.examples = examples;
    }

    /** What is given the changed bytes. */
    @FunctionalInterface
    public interface Parser {
        /**
         * Read them.
         *
         * @param bytes the bytes
         * @throws Exception if they are not as they must be
         */
        void read(byte[] bytes) throws Exception;
    }

    /**
     * {@return a fuzzer of some examples}
     *
     * @param examples what the parser can read
     */
    public static Fuzz of(byte[]... examples) {
        return new Fuzz(Arrays.asList(examples));
    }

    /**
     * {@return a fuzzer of some examples}
     *
     * @param examples what the parser can read
     */
    public static Fuzz of(String... examples) {
        return new Fuzz(
                Arrays.stream(examples).map(text -> text.getBytes(UTF_8)).toList());
    }

    /**
     * Run a parser on the examples as they are, and then on changed ones.
     *
     * @param cases how many, if no time is set
     * @param documented the one exception that it may throw for bad input
     * @param parser the parser
     */
    public void run(int cases, Class<? extends Exception> documented, Parser parser) {
        examples.forEach(example -> check(example, "example", documented, parser));
        Mutator mutator = new Mutator(examples, new Random(seed));
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        int done = 0;
        while (seconds > 0 ? System.nanoTime() < until : done < cases) {
            check(mutator.next(), "seed " + seed + ", case " + done, documented, parser);
            done++;
        }
        if (seconds > 0) {
            System.out.println(documented.getSimpleName() + " or nothing: " + done + " cases in " + seconds + " s");
        }
    }

    /** For parsers that throw nothing, however bad the input is. */
    private static final class NoException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Run a parser that throws nothing for bad input.
     *
     * @param cases how many, if no time is set
     * @param parser the parser
     */
    public void run(int cases, Parser parser) {
        run(cases, NoException.class, parser);
    }

    private void check(byte[] bytes, String which, Class<? extends Exception> documented, Parser parser) {
        long begin = System.nanoTime();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        try {
            parser.read(bytes);
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            String message = String.valueOf(e.getMessage());
            if (!documented.isInstance(e) || message.lines().count() > 1 || message.indexOf('\u001b') >= 0) {
                throw new AssertionError(which + shown(bytes), e);
            }
        }
        long taken = System.nanoTime() - begin;
        long more = threads.getCurrentThreadAllocatedBytes() - allocated;
        if (taken > LONGEST_NANOS || more > MOST_BYTES) {
            throw new AssertionError(which + " took " + taken + " ns and " + more + " bytes" + shown(bytes));
        }
    }

    private static String shown(byte[] bytes) {
        return ", " + bytes.length + " bytes: " + new String(bytes, 0, Math.min(bytes.length, SHOWN_BYTES), ISO_8859_1);
    }
}
