// SPDX-License-Identifier: Apache-2.0
package io.trialsync.clock;

/**
 * A place where the host's wall clock and its monotonic clock parted by more than any drift explains.
 *
 * @param host when, in nanoseconds of host time: after the one and before the other
 * @param jumpNanos by how much the wall clock gained on the monotonic one, in nanoseconds
 * @param unsureNanos how far that may be off, in nanoseconds
 * @param cause which of the two jumped, as far as the devices can tell
 */
public record HostBreak(Bound host, long jumpNanos, long unsureNanos, Cause cause) {

    /** Which of the host's clocks jumped. */
    public enum Cause {
        /** The monotonic one: it stood still while the computer slept, and every device seems to have stepped. */
        HOST_SLEPT,
        /** The wall clock: it was set, and no device has noticed. */
        WALL_CLOCK_SET,
        /** No device's exchanges can tell. */
        UNDECIDED
    }

    /** No computer sleeps for less; a wall clock that is being corrected often moves by less. */
    private static final long SHORTEST_SLEEP_NANOS = 100_000_000;

    /**
     * {@return whether nothing can be interpolated across it, on the host's timeline: the host slept, or may have as far as the
     * devices can tell, and as far as it is long enough for a sleep}
     */
    public boolean splits() {
        return cause == Cause.HOST_SLEPT || (cause == Cause.UNDECIDED && Math.abs(jumpNanos) >= SHORTEST_SLEEP_NANOS);
    }

    /**
     * {@return the same with a cause}
     *
     * @param known the cause
     */
    public HostBreak because(Cause known) {
        return new HostBreak(host, jumpNanos, unsureNanos, known);
    }

    /**
     * {@return the same within a narrower stretch of host time}
     *
     * @param narrower what else is known of when it was; ignored if it contradicts
     */
    public HostBreak within(Bound narrower) {
        long from = Math.max(host.earliestNanos(), narrower.earliestNanos());
        long to = Math.min(host.latestNanos(), narrower.latestNanos());
        return from > to ? this : new HostBreak(new Bound(from, to), jumpNanos, unsureNanos, cause);
    }

    /** {@return what happened and how that is known, in one line for people} */
    public String evidence() {
        String size = Durations.format(Math.abs(jumpNanos));
        return switch (cause) {
            case HOST_SLEPT ->
                jumpNanos > 0
                        ? "the computer slept for " + size
                                + ": its monotonic clock stood still, and the offsets fell by as much"
                        : "the computer's monotonic clock jumped ahead by " + size
                                + ", and the offsets rose by as much";
            case WALL_CLOCK_SET ->
                "the computer's wall clock was set " + (jumpNanos > 0 ? "ahead" : "back") + " by " + size
                        + ": no device's offset moved; host time is not touched";
            case UNDECIDED ->
                "the computer's wall clock gained " + (jumpNanos < 0 ? "−" : "") + size
                        + " on its monotonic clock: "
                        + (splits()
                                ? "it slept or its wall clock was set"
                                : "too little for a sleep, so its wall clock was set")
                        + "; no device's exchanges can tell";
        };
    }
}
