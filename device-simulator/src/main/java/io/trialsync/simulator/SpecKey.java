// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The keys of a simulated device's address, {@code simulated:neon?key=value&key=value}, each with its default and its meaning:
 * the one place where they are explained.
 */
public enum SpecKey {
    /** Host − device at the start. */
    OFFSET("0ns", "host minus device at the start; 840ms is a phone that is 840 ms behind"),
    /** Change of the offset. */
    DRIFT(
            "0ppm",
            "change of the offset per device second; 25ppm, or 10ppm..40ppm/900s for a drift that changes and then stays"),
    /** Jumps of the wall clock. */
    STEP(
            "none",
            "jumps of the wall clock: how far, and when after the start; +850ms@12s jumps ahead; several with commas"),
    /** Resolution of the stamps. */
    RESOLUTION(
            "1ms",
            "what stamps are cut down to a multiple of; Time Echo has whole ms at best, and the link takes 1ms for granted"),
    /** Delays of both directions. */
    DELAY(
            "1200us+lognormal(800us,0.9)",
            "delay in each direction: 400ms, 3ms..20ms, 1200us+exp(50us) or 1200us+lognormal(800us,0.9), a good Wi-Fi"),
    /** Delays from host to device. */
    FORWARD("delay", "delay from the host to the device, in place of delay"),
    /** Delays from device to host. */
    BACKWARD("delay", "delay from the device to the host, in place of delay"),
    /** Where all chance comes from. */
    SEED("1", "an integer from which delays, ids and serial numbers are drawn"),
    /** The host's time at the start. */
    AT(
            "the host's clock",
            "the host's Unix time at the start in ns, in place of the real one; the phone shows at minus offset"),
    /** What the phone is called. */
    NAME("as delivered", "what the phone is called"),
    /** Charge of the phone. */
    BATTERY("97", "charge of the phone in percent; below 5 it refuses to record"),
    /** Samples of gaze while a client listens. */
    STREAM(
            "none",
            "live gaze samples over RTSP, from 1hz to 1000hz, such as 20hz, and IMU samples with a neon; simulate streams at"
                    + " 200hz (neon) or 66hz (invisible) unless told otherwise, none included"),
    /** Delays from a sample's stamp until it leaves the device. */
    STREAM_DELAY(
            "25ms+exp(5ms)",
            "what the phone takes from the stamp of a sample until it sends it, written like delay; backward comes on top"),
    /** Wall − sensor at the start. */
    SENSOR_OFFSET(
            "0ns",
            "wall clock minus sensor clock at the start; 850ms is a sensor clock that is 850 ms behind the wall clock"),
    /** How long the phone needs to begin a recording. */
    RECORDING_DELAY("600ms", "how long the phone takes from its answer to a start until it really records"),
    /** Who the phone is. */
    ID("drawn from the seed", "the phone's id, 16 hex digits"),
    /** Which eye tracker it carries. */
    SERIAL("drawn from the seed", "serial number of the module (Neon) or the glasses (Invisible)"),
    /** What the phone believes its address to be. */
    IP("where it listens", "the address that the phone reports, which need not be the one at which it is reached"),
    /** Whether the app has Time Echo. */
    TIME_ECHO("on", "on, or off as in apps before 1.4.28"),
    /** How long the charge lasts. */
    BATTERY_LIFE(
            "for good",
            "how long the charge lasts, such as 90s; at 1 percent a recording is stopped, at 0 the phone is gone"),
    /** Whether the screen is on. */
    SCREEN("on", "on, or off: the radio sleeps, and the first request after a silence waits up to 650 ms"),
    /** Faults of replies. */
    FAULT(
            "none",
            "faults of replies, such as event:no-reply*2@30s: which (status, event, start, stop-and-save, cancel, calibration,"
                    + " websocket, time-echo), what (empty-response, malformed-response-chunk, random-data-then-close,"
                    + " connection-reset-by-peer, no-reply, duplicated, not-json, huge, slow-drip, deeply-nested, wrong-types, server-error),"
                    + " how many, from when on; several with commas"),
    /** Components that no client knows. */
    UNKNOWN("none", "first: an unknown component comes first in the status, and Phone has an unknown field"),
    /** Recordings that do not start. */
    REFUSE(
            "none",
            "why recordings do not start: recording-running, template-has-required-fields, low-battery, low-storage,"
                    + " no-wearer-selected, no-workspace-selected, setup-not-completed"),
    /** How the end of a recording is answered. */
    STOP_RESULT(
            "null",
            "what the end of a recording is answered with: null as app 2.9.31, or spec as the vendor describes"),
    /** Recordings that another client stops. */
    STOPPED("never", "when after the start another client stops and saves the recording, such as 60s"),
    /** Times without a network. */
    OUTAGE("none", "times without a network: how long, and when after the start, such as 20s@60s; several with commas"),
    /** Times of starting anew. */
    REBOOT(
            "none",
            "reboots: how long they take, and when after the start, such as 5s@60s; the recording is lost, and the sensor clock"
                    + " is taken from the wall clock anew");

    private final String defaultText;
    private final String meaning;

    SpecKey(String defaultText, String meaning) {
        this.defaultText = defaultText;
        this.meaning = meaning;
    }

    /** {@return the key as it is written, such as {@code recording-delay}} */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@return what is taken if the key is not given} */
    public String defaultText() {
        return defaultText;
    }

    /** {@return what the key means and how its value is written, in one line} */
    public String meaning() {
        return meaning;
    }

    /** {@return all keys as they are written} */
    public static Set<String> keys() {
        return Arrays.stream(values()).map(SpecKey::key).collect(Collectors.toUnmodifiableSet());
    }
}
