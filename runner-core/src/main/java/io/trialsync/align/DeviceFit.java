// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.clock.Arrival;
import io.trialsync.clock.ClockEstimator;
import io.trialsync.clock.ClockModel;
import io.trialsync.clock.CounterTurns;
import io.trialsync.clock.Declared;
import io.trialsync.clock.Exchange;
import io.trialsync.clock.FitAssumptions;
import io.trialsync.clock.HostBreak;
import io.trialsync.clock.HostSegments;
import io.trialsync.clock.SensorVerdict;
import io.trialsync.clock.StampRule;
import io.trialsync.clock.StreamClock;
import io.trialsync.clock.StreamWitness;
import io.trialsync.device.DeviceClock;
import io.trialsync.journal.JournalRecord.ClockOf;
import io.trialsync.journal.JournalRecord.DeviceOpened;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is done to the exchanges of a device before they are fitted, and to the models afterwards: turns of a counter are
 * counted on and folded back, and breaks of the host's timeline part the fits.
 */
final class DeviceFit {

    private final DeviceOpened device;
    private final List<Exchange> exchanges;
    private final Map<String, List<Arrival>> streams;
    private final Declared declared;
    private final FitAssumptions assumptions;

    DeviceFit(DeviceOpened device, List<Exchange> exchanges, Map<String, List<Arrival>> streams, Declared declared) {
        this.device = device;
        this.exchanges = exchanges;
        this.streams = streams;
        this.declared = declared;
        this.assumptions = declared.on(stampRule(device));
    }

    private static StampRule stampRule(DeviceOpened device) {
        return device.clocks().stream()
                .filter(clock -> clock.name().equals(DeviceClock.WALL))
                .map(ClockOf::stampRule)
                .findFirst()
                .orElse(StampRule.UNKNOWN);
    }

    static Map<String, HostTimeline.Witness> witnesses(Map<String, DeviceFit> fits) {
        Map<String, HostTimeline.Witness> witnesses = new LinkedHashMap<>();
        fits.forEach((key, fit) -> witnesses.put(key, new HostTimeline.Witness(fit.exchanges, fit.assumptions)));
        return witnesses;
    }

    private List<Arrival> arrivals() {
        return streams.values().stream().flatMap(List::stream).toList();
    }

    /** Streams differ in their least delay, so that only one of them can tell how the drift ran. */
    private List<Arrival> longest() {
        return streams.values().stream()
                .max(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }

    AlignedDevice align(List<HostBreak> breaks, ClockEstimator estimator) {
        if (exchanges.size() < 2) {
            return new AlignedDevice.NotFitted(
                    device, "its journal holds " + exchanges.size() + " exchange(s); a clock model needs at least two");
        }
        try {
            declared.requirePossible(exchanges);
            CounterTurns turns = CounterTurns.in(exchanges, assumptions);
            HostSegments segments = HostSegments.split(turns.exchanges(), breaks, assumptions);
            ClockModel wall = segments.fit(estimator);
            SensorChoice sensor = SensorChoice.of(wall, turns::asShown, arrivals());
            if (sensor.verdict() instanceof SensorVerdict.Consistent
                    && sensor.restarts() == 0
                    && turns.turns().isEmpty()) {
                // only a stream of one clock that agrees with the exchanges may say more than they do
                wall = segments.fit(
                        estimator, new StreamWitness(longest(), StreamClock.SENSOR, sensor.startedHostNanos()));
                // the verdict stays that of the exchanges alone, which the stream did not help to fit
                sensor = sensor.goingOnWith(wall);
            }
            return new AlignedDevice.Fitted(device, turns.asShown(wall), sensor, exchanges.size());
        } catch (IllegalArgumentException e) {
            return new AlignedDevice.NotFitted(device, String.valueOf(e.getMessage()));
        }
    }
}
