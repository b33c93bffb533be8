// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.device.DeviceAddress;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a simulated phone is like: its clock, its link and what it says of itself. {@link SpecKey} explains each part.
 * Immutable.
 *
 * @param model the eye tracker it carries
 * @param offsetNanos host − device at the start, in nanoseconds
 * @param drift how the offset changes
 * @param steps the jumps of its wall clock, in order of time
 * @param resolutionNanos the resolution of its stamps, in nanoseconds, zero if exact
 * @param forward the delays from the host to the phone
 * @param backward the delays from the phone to the host
 * @param seed where all chance comes from
 * @param at the host's Unix time at the start, in nanoseconds, in place of the real one
 * @param name what the phone is called
 * @param batteryPercent its charge, from 0 to 100
 * @param streamHertz how many live samples it sends a second; empty if none
 * @param streamDelay the delays from a sample's stamp until it leaves the phone
 * @param sensorOffsetNanos wall clock − sensor clock at the start, in nanoseconds: positive if the sensor clock is behind
 * @param recordingDelayNanos how long a recording takes to begin, in nanoseconds
 * @param identity what is given of who it is
 * @param faults what is wrong with it
 */
public record CompanionSpec(
        CompanionModel model,
        long offsetNanos,
        Drift drift,
        List<PlannedStep> steps,
        long resolutionNanos,
        Delay forward,
        Delay backward,
        long seed,
        OptionalLong at,
        String name,
        int batteryPercent,
        OptionalInt streamHertz,
        Delay streamDelay,
        long sensorOffsetNanos,
        long recordingDelayNanos,
        CompanionIdentity identity,
        CompanionFaults faults) {

    /** The scheme of the addresses that describe simulated devices. */
    public static final String SCHEME = "simulated";

    /** Copies the steps. */
    public CompanionSpec {
        steps = List.copyOf(steps);
    }

    /**
     * Read an address.
     *
     * @param address such as {@code simulated:neon?offset=840ms&drift=25ppm&seed=7}
     * @return what it describes, with defaults for what is not given
     * @throws IllegalArgumentException if a key is unknown or a value wrong; the message names both and says what is allowed
     */
    public static CompanionSpec of(DeviceAddress address) {
        address.requireOnly(SpecKey.keys());
        return new SpecReader(address).read();
    }

    /**
     * Read an address.
     *
     * @param address such as {@code simulated:neon?offset=840ms&drift=25ppm&seed=7}
     * @return what it describes, with defaults for what is not given
     * @throws IllegalArgumentException if it is no address of a simulated device
     */
    public static CompanionSpec parse(String address) {
        return of(DeviceAddress.parse(address));
    }

    /**
     * Read the parts of an address, as the options of a command give them.
     *
     * @param place {@code neon}, {@code invisible} or nothing
     * @param parameters values by {@link SpecKey#key()}
     * @return what they describe, with defaults for what is not given
     * @throws IllegalArgumentException if a key is unknown or a value wrong; the message names both and says what is allowed
     */
    public static CompanionSpec of(String place, Map<String, String> parameters) {
        return of(new DeviceAddress(SCHEME + ":" + place, SCHEME, place, parameters));
    }

    /**
     * {@return the wall clock that this describes}
     *
     * @param startHostNanos the host time at which it starts, in nanoseconds
     */
    public VirtualClock wallClock(long startHostNanos) {
        return VirtualClock.startingAt(startHostNanos, offsetNanos, drift, steps);
    }

    /**
     * {@return the sensor clock that this describes: the wall clock without its steps, moved by the sensor offset}
     *
     * @param wall the wall clock
     */
    public DeviceTimeline sensorClock(DeviceTimeline wall) {
        return new MovedTimeline(wall.withoutSteps(), Math.negateExact(sensorOffsetNanos));
    }

    /** {@return whether it says anything of how the clock runs, which a fitted model would have to replace} */
    boolean describesClock() {
        return offsetNanos != 0 || !drift.equals(Drift.NONE) || !steps.isEmpty();
    }
}
