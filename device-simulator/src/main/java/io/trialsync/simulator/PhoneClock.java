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
    private final DeviceTimeline plannedWall;
    private volatile long skippedNanos;

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
        this.plannedWall = wall;
        this.sensor = sensor;
    }

    /** Start anew: what the clocks showed at their start they show now. */
    void restart() {
        startNanoTime = nanoTime.getAsLong();
    }

    /** Start anew, but show what is ahead of what was shown at the start by as much as the start is later. */
    synchronized void restartKeepingOffset() {
        long laterNanos = nanoTime.getAsLong() - startNanoTime;
        wall = new MovedTimeline(wall, laterNanos);
        sensor = new MovedTimeline(sensor, laterNanos);
        startNanoTime += laterNanos;
    }

    /**
     * Go on as planned for a later time of the host: the steps until then are made at once, and the drift is that of then. What
     * has to happen by itself until then is due. A time that has passed changes nothing.
     *
     * @param positionNanos that time, as host time in nanoseconds
     * @param nanoTime now
     */
    synchronized void skipTo(long positionNanos, long nanoTime) {
        long from = positionNanos(nanoTime);
        if (positionNanos <= from) {
            return;
        }
        DeviceTimeline steady = plannedWall.withoutSteps();
        long before = plannedWall.deviceNanosAt(from) - steady.deviceNanosAt(from);
        long after = plannedWall.deviceNanosAt(positionNanos) - steady.deviceNanosAt(positionNanos);
        long hostNanos = hostNanosAt(nanoTime);
        skippedNanos += positionNanos - from;
        wall = goingOnFrom(wall, plannedWall, hostNanos, after - before);
        sensor = goingOnFrom(sensor, steady, hostNanos, 0);
    }

    private DeviceTimeline goingOnFrom(DeviceTimeline until, DeviceTimeline plan, long hostNanos, long stepNanos) {
        long ahead = until.deviceNanosAt(hostNanos) + stepNanos - plan.deviceNanosAt(hostNanos + skippedNanos);
        return new SteppedTimeline(until, new ShiftedTimeline(plan, skippedNanos, ahead), hostNanos);
    }

    /** {@return how far what was planned has come at a reading of the monotonic clock, as host time in nanoseconds} */
    long positionNanos(long nanoTime) {
        return hostNanosAt(nanoTime) + skippedNanos;
    }

    /** {@return the same as nanoseconds since the start} */
    long elapsedNanos(long nanoTime) {
        return positionNanos(nanoTime) - startHostNanos;
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
