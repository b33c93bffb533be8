// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/** What the arrivals of a live stream say of the model of the clock that stamps it. */
public sealed interface SensorVerdict {

    /** {@return how many arrivals it rests on} */
    int arrivals();

    /** {@return the verdict in one word: {@code unchecked}, {@code consistent} or {@code contradicted}} */
    String word();

    /** {@return the verdict and what it rests on, in one sentence for people, without a full stop} */
    String sentence();

    /**
     * Nothing can be said.
     *
     * @param arrivals how many arrivals there are
     */
    record Unchecked(int arrivals) implements SensorVerdict {

        @Override
        public String word() {
            return "unchecked";
        }

        @Override
        public String sentence() {
            return arrivals == 0
                    ? "no live stream of the sensors was recorded, so that the sensor clock is not checked"
                    : "with " + arrivals
                            + " arrival(s) only, a sensor clock that is behind cannot be told from a slow stream,"
                            + " so that it is not checked";
        }
    }

    /**
     * The arrivals could all have been stamped by that clock. A sensor clock that is behind by less than the least delay, or
     * ahead by less than the stream's true delay, is not seen.
     *
     * @param arrivals how many arrivals there are, at least one
     * @param leastDelayNanos the least time from a stamp, as converted, to the arrival, in nanoseconds
     */
    record Consistent(int arrivals, long leastDelayNanos) implements SensorVerdict {

        @Override
        public String word() {
            return "consistent";
        }

        @Override
        public String sentence() {
            return "the least delay of " + arrivals + " arrival(s) of its live stream is "
                    + Durations.format(leastDelayNanos) + "; a sensor clock up to "
                    + Durations.format(Math.max(0, leastDelayNanos)) + " behind or "
                    + Durations.format(Math.max(0, SensorCheck.PLAUSIBLE_DELAY_NANOS - leastDelayNanos))
                    + " ahead would not be seen";
        }
    }

    /** The arrivals were not stamped by that clock, so that times converted by it are wrong. */
    sealed interface Contradicted extends SensorVerdict {

        /** {@return by how much the sensor clock is off at least, in nanoseconds, above zero} */
        long atLeastNanos();

        /** {@return the least delay of the arrivals that contradict, in nanoseconds} */
        long leastDelayNanos();

        /** {@return when the first of them arrived, in nanoseconds of host time} */
        long sinceHostNanos();

        /** {@return how long after the first arrival of all that was, in nanoseconds} */
        long sinceFirstNanos();

        @Override
        default String word() {
            return "contradicted";
        }
    }

    /**
     * Samples arrived before they were stamped: proof that the sensor clock is ahead.
     *
     * @param arrivals how many arrivals there are
     * @param leastDelayNanos the least delay, in nanoseconds, below zero
     * @param atLeastNanos by how much the clock is ahead of the latest that the model allows, in nanoseconds
     * @param sinceHostNanos when the first such sample arrived, in nanoseconds of host time
     * @param sinceFirstNanos how long after the first arrival of all, in nanoseconds
     */
    record Ahead(int arrivals, long leastDelayNanos, long atLeastNanos, long sinceHostNanos, long sinceFirstNanos)
            implements Contradicted {

        @Override
        public String sentence() {
            return "the sensor clock is at least " + Durations.format(atLeastNanos)
                    + " ahead of where the wall clock puts it: samples of its live stream arrived up to "
                    + Durations.format(-leastDelayNanos) + " before their stamp, " + SensorCheck.since(sinceFirstNanos)
                    + " ("
                    + arrivals + " arrivals)";
        }
    }

    /**
     * Samples arrived later than a stream plausibly takes, all of them or all of a minute: the sensor clock is most likely
     * behind.
     *
     * @param arrivals how many arrivals there are
     * @param leastDelayNanos the least delay of the late ones, in nanoseconds
     * @param atLeastNanos by how much the clock is behind if the stream takes no longer than is plausible, in nanoseconds
     * @param sinceHostNanos when the first late sample arrived, in nanoseconds of host time
     * @param sinceFirstNanos how long after the first arrival of all, in nanoseconds
     */
    record Behind(int arrivals, long leastDelayNanos, long atLeastNanos, long sinceHostNanos, long sinceFirstNanos)
            implements Contradicted {

        @Override
        public String sentence() {
            return "the sensor clock is most likely " + Durations.format(atLeastNanos) + " to "
                    + Durations.format(leastDelayNanos)
                    + " behind where the wall clock puts it: no sample of its live stream arrived less than "
                    + Durations.format(leastDelayNanos) + " after its stamp, " + SensorCheck.since(sinceFirstNanos)
                    + " ("
                    + arrivals + " arrivals; a stream takes " + Durations.format(SensorCheck.PLAUSIBLE_DELAY_NANOS)
                    + " at most)";
        }
    }
}
