// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device;

import java.util.List;
import java.util.Optional;

/**
 * An open link to one device.
 *
 * <p>Capabilities are optional; each says for itself how it may be used by threads. Closing a device closes all of them, never
 * throws and may be done twice.
 */
public interface Device extends AutoCloseable {

    /** {@return who the device is} */
    DeviceIdentity identity();

    /** {@return the clocks the device has, at least one; every stamp names one of them} */
    List<DeviceClock> clocks();

    /** {@return whether the device is simulated or replayed, so that its data are no data of a participant} */
    default boolean simulated() {
        return false;
    }

    /** {@return the way to exchange time stamps with it} */
    default Optional<SyncChannel> syncChannel() {
        return Optional.empty();
    }

    /** {@return the way to send it named events} */
    default Optional<Markers> markers() {
        return Optional.empty();
    }

    /** {@return the way to start and stop its recordings} */
    default Optional<RecordingControl> recordingControl() {
        return Optional.empty();
    }

    /** {@return the way to have its samples as it takes them} */
    default Optional<LiveSamples> liveSamples() {
        return Optional.empty();
    }

    /**
     * {@return the ways to have the samples of each of its sensors, {@link #liveSamples()} first; each may be started, and may
     * fail, without the others}
     */
    default List<LiveSamples> allLiveSamples() {
        return liveSamples().map(List::of).orElse(List.of());
    }

    /** {@return the way to hear of its state as it changes} */
    default Optional<StatusFeed> statusFeed() {
        return Optional.empty();
    }

    /** {@return what is odd about the device or the way to it, one sentence each, for people; found out when it was opened} */
    default List<String> notices() {
        return List.of();
    }

    /** {@return what the device says of its state just now, such as {@code battery_level}; asks the device} */
    default DeviceStatus status() throws DeviceException {
        return DeviceStatus.EMPTY;
    }

    @Override
    void close();
}
