// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What can be done to a running {@link SimulatedCompanion}: everything that goes wrong with phones. Nothing here waits. Thread-safe.
 */
public final class CompanionControls {

    private static final int FULL = 100;

    private final CompanionApi api;
    private final StatusFeed feed;
    private final ReplyFaults faults;
    private final PhoneNetwork network;
    private final PowerSave radio;
    private final Runnable endStreams;

    CompanionControls(
            CompanionApi api,
            StatusFeed feed,
            ReplyFaults faults,
            PhoneNetwork network,
            PowerSave radio,
            Runnable endStreams) {
        this.api = api;
        this.feed = feed;
        this.faults = faults;
        this.network = network;
        this.radio = radio;
        this.endStreams = endStreams;
    }

    /** {@return the network of the phone, for whatever has sockets besides} */
    PhoneNetwork network() {
        return network;
    }

    /**
     * Spoil the next replies of a kind; faults that were asked for earlier come first.
     *
     * @param path which replies
     * @param fault what goes wrong with them
     * @param times how many of them, from 1 on; {@link Integer#MAX_VALUE} for all
     */
    public void spoil(PhonePath path, ReplyFault fault, int times) {
        faults.add(new PlannedFault(path, fault, times, 0));
    }

    /** Send good replies and frames again. */
    public void spoilNothing() {
        faults.clear();
    }

    /**
     * Refuse to start recordings.
     *
     * @param reason why
     */
    public void refuseStart(RecordingRefusal reason) {
        api.refuseStart(Optional.of(reason));
    }

    /**
     * Refuse to stop or cancel recordings.
     *
     * @param reason why
     */
    public void refuseEnd(RecordingRefusal reason) {
        api.refuseEnd(Optional.of(reason));
    }

    /** Start and end recordings again; a low battery and a running recording are still reasons to refuse. */
    public void refuseNothing() {
        api.refuseStart(Optional.empty());
        api.refuseEnd(Optional.empty());
    }

    /**
     * Let another client, or a finger on the phone, stop and save the recording.
     *
     * @return whether there was one
     */
    public boolean stopRecordingElsewhere() {
        return api.endElsewhere(true);
    }

    /**
     * Let another client, or a finger on the phone, throw the recording away.
     *
     * @return whether there was one
     */
    public boolean cancelRecordingElsewhere() {
        return api.endElsewhere(false);
    }

    /**
     * End the recording by an error of the phone.
     *
     * @param message what the phone says of it, such as {@code Recording Watchdog failure}
     */
    public void failRecording(String message) {
        api.state().fail(message, api.clock().now());
    }

    /**
     * Set the charge. Below 20 percent the phone says LOW, below 5 CRITICAL; at 1 a recording is stopped and saved, at 0 the phone goes
     * off for good.
     *
     * @param percent the charge, from 0 to 100
     * @throws IllegalArgumentException if it is out of range
     */
    public void battery(int percent) {
        if (percent < 0 || percent > FULL) {
            throw new IllegalArgumentException("a charge of [" + percent + "] is not within 0 to 100 percent");
        }
        api.state().setCharge(percent, api.clock().now());
    }

    /**
     * Let the wall clock jump now; the sensor clock does not.
     *
     * @param by how far, ahead positive
     */
    public void stepWall(Duration by) {
        api.clock().stepWall(by.toNanos(), api.clock().now());
    }

    /**
     * Move the wall clock evenly, from now on; the sensor clock is not moved.
     *
     * @param by how far, ahead positive
     * @param over how long that takes; longer than what it is moved by
     * @throws IllegalArgumentException if the clock would stand still or run backward
     */
    public void slewWall(Duration by, Duration over) {
        if (over.compareTo(by.abs()) <= 0) {
            throw new IllegalArgumentException("a clock cannot be moved by [" + by + "] within [" + over + "]");
        }
        api.clock().slewWall(by.toNanos(), over.toNanos());
    }

    /**
     * Switch the screen on or off; with the screen off the radio sleeps between requests.
     *
     * @param on whether it is on
     */
    public void screen(boolean on) {
        radio.screen(on);
    }

    /**
     * Report another address than before; the phone is still reached where it was.
     *
     * @param ip the address
     */
    public void reportIp(String ip) {
        api.state().update(status -> status.withIp(ip));
    }

    /**
     * Put a component that no client knows before all others, and an unknown field into {@code Phone}.
     *
     * @param unknown whether to
     */
    public void unknownFirst(boolean unknown) {
        api.state().update(status -> status.withUnknownFirst(unknown));
    }

    /**
     * Let the phone see another phone in its network.
     *
     * @param id the other's id
     * @param name the other's name
     * @param ip the other's address
     */
    public void seeOtherPhone(String id, String name, String ip) {
        api.state()
                .seeOtherPhone(CompanionJson.component(
                        "NetworkDevice", Map.of("connected", true, "device_id", id, "device_name", name, "ip", ip)));
    }

    /**
     * Send a text frame to all clients of the status feed, whatever it is.
     *
     * @param text the frame
     */
    public void pushFrame(String text) {
        feed.pushText(text);
    }

    /**
     * Take the phone out of the network, from now on.
     *
     * @param length for how long
     * @param manner what becomes of connections
     */
    public void loseNetwork(Duration length, NetworkLoss manner) {
        network.lose(manner, length.toNanos());
    }

    /** Bring the phone back into the network at once, also one that went off. */
    public void restoreNetwork() {
        network.restore();
    }

    /**
     * Start the phone anew: its connections are reset, a recording is lost without a word, streams end, nobody reaches it for a while,
     * and the sensor clock is taken from the wall clock anew.
     *
     * @param length how long it cannot be reached
     * @param wallStep how far the wall clock has jumped, ahead positive; zero if it went on
     */
    public void reboot(Duration length, Duration wallStep) {
        network.lose(NetworkLoss.RESET, length.toNanos());
        api.state().reboot(wallStep.toNanos(), api.clock().now());
        endStreams.run();
    }
}
