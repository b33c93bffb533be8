// SPDX-License-Identifier: Apache-2.0
package io.trialsync.simulator;

import io.trialsync.clock.ClockModel;
import io.trialsync.clock.Estimators;
import io.trialsync.clock.Exchange;
import io.trialsync.clock.FitAssumptions;
import io.trialsync.clock.StampRule;
import io.trialsync.device.DeviceClock;
import io.trialsync.device.DeviceException;
import io.trialsync.journal.JournalRecord.Arrived;
import io.trialsync.journal.JournalRecord.ClockOf;
import io.trialsync.journal.JournalRecord.DeviceOpened;
import io.trialsync.journal.JournalRecord.Exchanged;
import io.trialsync.journal.JournalRecord.MarkerAnswered;
import io.trialsync.journal.JournalRecord.MarkerSent;
import io.trialsync.journal.JournalRecord.RecordingChanged;
import io.trialsync.journal.JournalRecord.StatusSeen;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One phone of a recorded session: who it was, how its clock ran and how its link was. Immutable. */
final class RecordedPhone {

    private static final long LONGEST_RECORDING_DELAY_NANOS = 60_000_000_000L;
    private static final int FEWEST_EXCHANGES = 2;

    private final RecordedSession session;
    private final DeviceOpened device;
    private final List<Exchanged> exchanged;
    private final ClockModel model;

    private RecordedPhone(RecordedSession session, DeviceOpened device, List<Exchanged> exchanged, ClockModel model) {
        this.session = session;
        this.device = device;
        this.exchanged = exchanged;
        this.model = model;
    }

    /** Fit the clock of a phone. */
    static RecordedPhone of(RecordedSession session, String key) throws DeviceException {
        DeviceOpened device = session.device(key);
        List<Exchanged> exchanged = session.all(Exchanged.class)
                .filter(exchange -> exchange.device().equals(key))
                .filter(exchange -> exchange.clock().equals(DeviceClock.WALL))
                .toList();
        if (exchanged.size() < FEWEST_EXCHANGES) {
            throw RecordedSession.cannot(
                    session.folder(),
                    "its journal holds " + (exchanged.isEmpty() ? "no exchange" : "one exchange only") + " with "
                            + key);
        }
        try {
            ClockModel model = Estimators.standard()
                    .fit(
                            exchanged.stream().map(RecordedPhone::exchange).toList(),
                            FitAssumptions.with(stampRule(device)));
            return new RecordedPhone(session, device, exchanged, model);
        } catch (IllegalArgumentException e) {
            throw RecordedSession.cannot(
                    session.folder(), "the clock of " + key + " cannot be estimated: " + e.getMessage());
        }
    }

    private static Exchange exchange(Exchanged exchanged) {
        return new Exchange(
                exchanged.hostSendNanos(),
                exchanged.deviceNanos(),
                exchanged.hostReceiveNanos(),
                exchanged.resolutionNanos(),
                exchanged.first());
    }

    private static StampRule stampRule(DeviceOpened device) {
        return device.clocks().stream()
                .filter(clock -> clock.name().equals(DeviceClock.WALL))
                .map(ClockOf::stampRule)
                .findFirst()
                .orElse(StampRule.UNKNOWN);
    }

    StampRule stampRule() {
        return stampRule(device);
    }

    Replay replay(boolean fast) {
        List<Exchange> usual = usualExchanges();
        RecordedDelays delays = RecordedDelays.of(usual, model);
        List<Exchange> events = stampedOnArrival();
        return new Replay(
                new FittedTimeline(model),
                delays,
                events.isEmpty() ? delays : RecordedDelays.of(events, model),
                new RecordedFaults(session, device.device(), exchanged).actions(),
                fast ? session.markerNanos() : Map.of());
    }

    /** A first exchange after a pause also waited for its connection and the phone's radio. */
    private List<Exchange> usualExchanges() {
        List<Exchange> usual = exchanged.stream()
                .filter(exchange -> !exchange.first())
                .map(RecordedPhone::exchange)
                .toList();
        return usual.isEmpty() ? exchanged.stream().map(RecordedPhone::exchange).toList() : usual;
    }

    /** A marker that the phone stamped tells its way to and fro, as an exchange does. */
    private List<Exchange> stampedOnArrival() {
        Set<Integer> explicit = new HashSet<>();
        session.all(MarkerSent.class)
                .filter(sent -> sent.device().equals(device.device()) && sent.deviceNanos() != null)
                .forEach(sent -> explicit.add(sent.marker()));
        long resolutionNanos = exchanged.get(0).resolutionNanos();
        return session.all(MarkerAnswered.class)
                .filter(answer -> answer.device().equals(device.device()) && !explicit.contains(answer.marker()))
                .filter(answer -> answer.hostReceiveNanos() >= answer.hostSendNanos())
                .map(answer -> new Exchange(
                        answer.hostSendNanos(),
                        answer.deviceNanos(),
                        answer.hostReceiveNanos(),
                        resolutionNanos,
                        false))
                .toList();
    }

    /** {@return what the phone was like, as far as the journal says; what it does not say is as with any simulated phone} */
    CompanionSpec spec(long seed) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(SpecKey.AT.key(), Long.toString(session.startHostNanos()));
        values.put(SpecKey.SEED.key(), Long.toString(seed));
        boolean timeEcho =
                exchanged.stream().anyMatch(exchange -> exchange.channel().equals("time-echo"));
        values.put(SpecKey.TIME_ECHO.key(), timeEcho ? "on" : "off");
        recordingDelayNanos().ifPresent(nanos -> values.put(SpecKey.RECORDING_DELAY.key(), nanos + "ns"));
        String place = device.model().toLowerCase(Locale.ROOT).equals("invisible") ? "invisible" : "neon";
        if (session.all(Arrived.class).anyMatch(arrival -> arrival.device().equals(device.device()))) {
            values.put(SpecKey.STREAM.key(), place.equals("neon") ? "200hz" : "66hz");
        }
        CompanionSpec spec = CompanionSpec.of(place, values);
        spec = withIfPossible(place, values, spec, SpecKey.ID, Optional.of(device.id()));
        spec = withIfPossible(place, values, spec, SpecKey.NAME, Optional.of(device.name()));
        spec = withIfPossible(place, values, spec, SpecKey.SERIAL, Optional.ofNullable(device.serial()));
        return withIfPossible(place, values, spec, SpecKey.BATTERY, battery());
    }

    /** The journal is a file that anybody may have written: what no phone would say of itself is left out. */
    private static CompanionSpec withIfPossible(
            String place, Map<String, String> values, CompanionSpec without, SpecKey key, Optional<String> value) {
        if (value.isEmpty()) {
            return without;
        }
        values.put(key.key(), value.get());
        try {
            return CompanionSpec.of(place, values);
        } catch (IllegalArgumentException e) {
            values.remove(key.key());
            return without;
        }
    }

    private Optional<String> battery() {
        return session.all(StatusSeen.class)
                .filter(status -> status.device().equals(device.device()))
                .flatMap(status -> Stream.ofNullable(status.values().get(RecordedFaults.BATTERY)))
                .findFirst();
    }

    private Optional<Long> recordingDelayNanos() {
        Optional<RecordingChanged> started = firstRecording("started");
        Optional<RecordingChanged> visible = firstRecording("visible");
        return started.flatMap(from -> visible.map(to -> to.hostNanos() - from.hostNanos()))
                .filter(nanos -> nanos >= 0 && nanos <= LONGEST_RECORDING_DELAY_NANOS);
    }

    private Optional<RecordingChanged> firstRecording(String action) {
        return session.all(RecordingChanged.class)
                .filter(change -> change.device().equals(device.device())
                        && change.action().equals(action))
                .findFirst();
    }
}
