// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

/**
 * A stamp that a simulated device gave, and when it truly did so.
 *
 * @param channel what asked for it
 * @param name the name of the event; empty for Time Echo
 * @param deviceNanos the stamp as it was given, in nanoseconds of the wall clock
 * @param trueNanoTime the host's monotonic clock at that instant, in nanoseconds of arbitrary origin
 */
public record GivenStamp(Channel channel, String name, long deviceNanos, long trueNanoTime) {

    /** What a device stamps. */
    public enum Channel {
        /** The answer to a Time Echo request. */
        TIME_ECHO("time-echo"),
        /** An event that came without a time of its own. */
        EVENT("event"),
        /** An event that the device makes itself at the begin or end of a recording. */
        RECORDING("recording");

        private final String text;

        Channel(String text) {
            this.text = text;
        }

        /** {@return the name of the channel, as in the journal} */
        @Override
        public String toString() {
            return text;
        }
    }
}
