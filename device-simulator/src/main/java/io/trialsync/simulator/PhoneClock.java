// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * The two clocks of a simulated phone against the host's monotonic clock. What they showed stays true whatever happens to them later.
 * Thread-safe.
 */
final class PhoneClock {

    private final LongSupplier nanoTime;
    private final long startHostNanos;
    private volatile DeviceTimeline wall;
    private volatile DeviceTimeline sensor;
    private volatile long startNanoTime;

    /**
     * @param nanoTime the host's monotonic clock
     * @param startNanoTime its reading when the phone's clocks start
     * @param startHostNanos the host time that this reading stands for
     * @param wall the clock that stamps
     * @param sensor the clock that stamps samples, never stepped, but started anew with the phone
     */
    PhoneClock(
            LongSupplier nanoTime,
            long startNanoTime,
            long startHostNanos,
            DeviceTimeline wall,
            DeviceTimeline sensor) {
        this.nanoTime = nanoTime;
        this.startNanoTime = startNanoTime;
        this.startHostNanos = startHostNanos;
        this.wall = wall;
        this.sensor = sensor;
    }

    /** Start anew: what the clocks showed at their start they show now. */
    void restart() {
        startNanoTime = nanoTime.getAsLong();
    }

    synchronized void stepWall(long nanos, long atNanoTime) {
        wall = SteppedTimeline.jump(wall, nanos, hostNanosAt(atNanoTime));
    }

    synchronized void slewWall(long byNanos, long overNanos) {
        wall = new SlewedTimeline(wall, byNanos, hostNanosAt(now()), overNanos);
    }

    /** Take the sensor clock from the wall clock anew; how far it is behind is given in nanoseconds. */
    synchronized void restartSensor(long behindNanos, long atNanoTime) {
        long hostNanos = hostNanosAt(atNanoTime);
        DeviceTimeline steady = wall.withoutSteps();
        long stepped = wall.deviceNanosAt(hostNanos) - steady.deviceNanosAt(hostNanos);
        sensor = new SteppedTimeline(sensor, new MovedTimeline(steady, stepped - behindNanos), hostNanos);
    }

    long startNanoTime() {
        return startNanoTime;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /** A reading of the monotonic clock as host time, as this phone counts it. */
    long hostNanosAt(long nanoTime) {
        return nanoTime - startNanoTime + startHostNanos;
    }

    /** The reverse: the reading of the monotonic clock at a host time. */
    long nanoTimeAt(long hostNanos) {
        return hostNanos - startHostNanos + startNanoTime;
    }

    DeviceTimeline sensor() {
        return sensor;
    }

    long wallNanosAt(long nanoTime) {
        return wall.deviceNanosAt(hostNanosAt(nanoTime));
    }

    long sensorNanosAt(long nanoTime) {
        return sensor.deviceNanosAt(hostNanosAt(nanoTime));
    }

    List<Long> nanoTimesOfWall(long wallNanos) {
        return wall.hostNanosOf(wallNanos).stream().map(this::nanoTimeAt).toList();
    }
}
