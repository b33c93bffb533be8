// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device;

import java.util.List;
import java.util.Optional;

/** A way to have the samples of a device as it takes them. Used by one thread at a time. */
public interface LiveSamples {

    /** {@return the name of the device clock that stamps the samples} */
    String clock();

    /**
     * Let the device send its samples. Connects first if need be; returns or throws within the device's time-out.
     *
     * @param listener hears of each sample and of the end
     * @return the running stream; the caller closes it
     * @throws DeviceException if the device cannot be reached, refuses, or answers with nonsense
     */
    LiveStream start(Listener listener) throws DeviceException;

    /** A stream of samples that is running. */
    interface LiveStream extends AutoCloseable {

        /** End it within the device's time-out. Never throws and may be done twice; what is under way may still be heard of. */
        @Override
        void close();

        /**
         * {@return what was wrong with the stream so far, such as samples that did not arrive, in one line; empty if nothing
         * was. May be asked at any time, also after the end}
         */
        default Optional<String> complaint() {
            return Optional.empty();
        }
    }

    /**
     * One sample with its values.
     *
     * @param stream what it is a sample of, such as {@code gaze}
     * @param deviceNanos its stamp, in nanoseconds of {@link LiveSamples#clock()}
     * @param receiveNanoTime the host's monotonic clock when it had been received, in nanoseconds of arbitrary origin
     * @param columns the names of its values with their units, such as {@code gaze x [px]}; few different lists are used in
     *     a stream
     * @param values as many values
     */
    record Sample(String stream, long deviceNanos, long receiveNanoTime, List<String> columns, List<Float> values) {

        /**
         * Check and copy.
         *
         * @throws IllegalArgumentException if there are more or fewer values than columns
         */
        public Sample {
            columns = List.copyOf(columns);
            values = List.copyOf(values);
            if (columns.size() != values.size()) {
                throw new IllegalArgumentException(
                        "a sample of " + columns.size() + " columns has " + values.size() + " values");
            }
        }
    }

    /**
     * Hears of samples, on the device's own threads, one call after the other for each stream. Calls return at once and throw
     * nothing.
     */
    interface Listener {

        /**
         * A sample has arrived.
         *
         * @param stream what it is a sample of, such as {@code gaze}
         * @param deviceNanos its stamp, in nanoseconds of {@link LiveSamples#clock()}
         * @param receiveNanoTime the host's monotonic clock when its last byte had been received, as near to the socket as can
         *     be, in nanoseconds of arbitrary origin
         */
        void sample(String stream, long deviceNanos, long receiveNanoTime);

        /**
         * A sample has arrived whose values are known as well.
         *
         * @param sample the sample
         */
        default void sample(Sample sample) {
            sample(sample.stream(), sample.deviceNanos(), sample.receiveNanoTime());
        }

        /**
         * The stream has ended though nobody closed it, and sends no more; it may be started anew. Said at most once.
         *
         * @param reason what happened, in one line
         */
        void ended(String reason);
    }
}
