// SPDX-License-Identifier: Apache-2.0
package io.trialsync.journal;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.trialsync.clock.StampRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened. A component {@code xyNanos} stands in the file as {@code xy_ns}, a string of digits; components that
 * are null are left out.
 *
 * <p>{@code hostNanos} is always the host time of the event itself. {@code device} is the device's key inside the session.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface JournalRecord
        permits JournalRecord.SessionStart,
                JournalRecord.DeviceOpened,
                JournalRecord.HostAnchored,
                JournalRecord.Exchanged,
                JournalRecord.Arrived,
                JournalRecord.StatusSeen,
                JournalRecord.RecordingChanged,
                JournalRecord.BlockBegin,
                JournalRecord.BlockEnd,
                JournalRecord.TrialBegin,
                JournalRecord.TrialEnd,
                JournalRecord.MarkerStamped,
                JournalRecord.MarkerSent,
                JournalRecord.MarkerAnswered,
                JournalRecord.Fault,
                JournalRecord.SessionEnd,
                DeviceReturned,
                GcPause,
                MarkerFailed,
                RunControlled,
                TrialArmed,
                TrialNotBegun {

    /** The version of the format, in every session record. */
    String FORMAT = "trialsync-journal/1";

    /**
     * A session, or a rerun of one, begins. It is written again when a rerun appends to the journal.
     *
     * @param format {@link #FORMAT}
     * @param software name and version of the software that writes
     * @param experiment the experiment class
     * @param participant the participant's label
     * @param session the session's label
     * @param task the task's label
     * @param run the number of the run, from 1
     * @param simulated whether a device is simulated or replayed
     * @param configuration every setting in force, by its key
     * @param environment Java version, operating system, number of processors
     * @param hostNanos when
     */
    @JsonTypeName("session")
    record SessionStart(
            String format,
            String software,
            String experiment,
            String participant,
            String session,
            String task,
            int run,
            boolean simulated,
            Map<String, String> configuration,
            Map<String, String> environment,
            @Digits long hostNanos)
            implements JournalRecord {}

    /**
     * A device takes part.
     *
     * @param device its key
     * @param id its id
     * @param model its model
     * @param name what its owner calls it
     * @param serial its serial number, if it tells
     * @param address the address it was opened by
     * @param simulated whether it is simulated or replayed
     * @param clocks its clocks
     * @param syncChannel the name of its sync channel, if it has one
     * @param markers whether it takes markers
     * @param recordings whether its recordings can be controlled
     * @param hostNanos when
     */
    @JsonTypeName("device")
    record DeviceOpened(
            String device,
            String id,
            String model,
            String name,
            @Nullable String serial,
            String address,
            boolean simulated,
            List<ClockOf> clocks,
            @Nullable String syncChannel,
            boolean markers,
            boolean recordings,
            @Digits long hostNanos)
            implements JournalRecord {}

    /**
     * A clock of a device.
     *
     * @param name its name
     * @param resolutionNanos the resolution of its stamps
     * @param stampRule how it forms them
     */
    record ClockOf(String name, @Digits long resolutionNanos, StampRule stampRule) {}

    /**
     * The monotonic clock was compared with the wall clock of the host.
     *
     * @param reason why just then: {@code start}, {@code burst}, {@code trial}, {@code interval} or {@code end}
     * @param nanoTimeNanos the raw monotonic clock
     * @param utcNanos the wall clock
     * @param widthNanos how far apart the two readings of the monotonic clock around it were
     * @param hostNanos the same instant on the host's timeline
     */
    @JsonTypeName("host-clock")
    record HostAnchored(
            String reason,
            @Digits long nanoTimeNanos,
            @Digits long utcNanos,
            @Digits long widthNanos,
            @Digits long hostNanos)
            implements JournalRecord {}

    /**
     * A time-sync exchange, raw, whether it will be used or not.
     *
     * @param device the device
     * @param clock which of its clocks
     * @param hostSendNanos when it was sent
     * @param deviceNanos the device's stamp
     * @param hostReceiveNanos when the reply came
     * @param resolutionNanos the resolution of the stamp
     * @param channel the sync channel
     * @param burst the number of the burst it belongs to; none for a background exchange
     * @param first whether it was the first on a fresh connection or after idling
     */
    @JsonTypeName("exchange")
    record Exchanged(
            String device,
            String clock,
            @Digits long hostSendNanos,
            @Digits long deviceNanos,
            @Digits long hostReceiveNanos,
            @Digits long resolutionNanos,
            String channel,
            @Nullable Integer burst,
            boolean first)
            implements JournalRecord {}

    /**
     * A sample of a live stream arrived: of each second of the stream the one that took least, which is the one with the least
     * {@code hostNanos − deviceNanos}.
     *
     * @param device the device
     * @param clock which of its clocks stamped the sample
     * @param stream what it is a sample of, such as {@code gaze}
     * @param deviceNanos the sample's stamp
     * @param hostNanos when it had been received
     */
    @JsonTypeName("arrival")
    record Arrived(
            String device,
            String clock,
            String stream,
            @Digits long deviceNanos,
            @Digits long hostNanos) implements JournalRecord {}

    /**
     * What a device said of its state.
     *
     * @param device the device
     * @param values names and values in its own words
     * @param hostNanos when
     */
    @JsonTypeName("status")
    record StatusSeen(
            String device,
            Map<String, String> values,
            @Digits long hostNanos) implements JournalRecord {}

    /**
     * A recording on a device changed.
     *
     * @param device the device
     * @param action of the session's own recording {@code started} (the device agreed), {@code visible} (it says that it records),
     *     {@code saved}; of any recording {@code running} (another than the session's is seen), {@code stopped} (somebody else, or
     *     the device, ended it) and {@code error}
     * @param recordingId the recording
     * @param message what the device said of an error
     * @param hostNanos when
     */
    @JsonTypeName("recording")
    record RecordingChanged(
            String device,
            String action,
            String recordingId,
            @Nullable String message,
            @Digits long hostNanos) implements JournalRecord {}

    /**
     * A block begins.
     *
     * @param block its number, from 1
     * @param name its name
     * @param hostNanos when
     */
    @JsonTypeName("block-begin")
    record BlockBegin(int block, String name, @Digits long hostNanos) implements JournalRecord {}

    /**
     * A block ends.
     *
     * @param block its number
     * @param hostNanos when
     */
    @JsonTypeName("block-end")
    record BlockEnd(int block, @Digits long hostNanos) implements JournalRecord {}

    /**
     * A trial begins.
     *
     * @param trial its index in the session, from 1
     * @param attempt which attempt at it, from 1
     * @param block the block it belongs to, if any
     * @param indexInBlock its index in that block, from 1
     * @param uniqueId what identifies the trial over reruns
     * @param displayName what people call it
     * @param parameters its parameters by name
     * @param hostNanos the last stamp before its body
     * @param widthNanos the distance to the stamp before that one
     */
    @JsonTypeName("trial-begin")
    record TrialBegin(
            int trial,
            int attempt,
            @Nullable Integer block,
            @Nullable Integer indexInBlock,
            String uniqueId,
            String displayName,
            Map<String, Object> parameters,
            @Digits long hostNanos,
            @Digits long widthNanos)
            implements JournalRecord {}

    /**
     * A trial ends.
     *
     * @param trial its index
     * @param attempt the attempt
     * @param completion {@code completed}, {@code aborted}, {@code timed out} or {@code error}
     * @param message why it was not completed
     * @param data what its body stored
     * @param upperBound whether the end is only known to be no later than this
     * @param hostNanos the first stamp after its body
     * @param widthNanos the distance to the stamp after that one
     */
    @JsonTypeName("trial-end")
    record TrialEnd(
            int trial,
            int attempt,
            String completion,
            @Nullable String message,
            Map<String, Object> data,
            boolean upperBound,
            @Digits long hostNanos,
            @Digits long widthNanos)
            implements JournalRecord {}

    /**
     * A marker was stamped on the host.
     *
     * @param marker its number in the session, from 1
     * @param name its name, as it is sent
     * @param trial the trial it belongs to, if any
     * @param attempt the attempt at that trial
     * @param uncertaintyNanos the half-width of its time
     * @param source where its time comes from: {@code call}, {@code flip}, {@code ttl} or {@code photodiode}
     * @param hostNanos its time
     */
    @JsonTypeName("marker")
    record MarkerStamped(
            int marker,
            String name,
            @Nullable Integer trial,
            @Nullable Integer attempt,
            @Digits long uncertaintyNanos,
            String source,
            @Digits long hostNanos)
            implements JournalRecord {}

    /**
     * A marker is about to be sent to a device.
     *
     * @param marker its number
     * @param device the device
     * @param stamping {@code arrival} or {@code explicit}
     * @param deviceNanos the time it is sent with, if explicit
     * @param hostNanos when
     */
    @JsonTypeName("marker-sent")
    record MarkerSent(
            int marker,
            String device,
            String stamping,
            @Digits @Nullable Long deviceNanos,
            @Digits long hostNanos) implements JournalRecord {}

    /**
     * A device answered a marker.
     *
     * @param marker its number
     * @param device the device
     * @param hostSendNanos when it was sent
     * @param deviceNanos the time the device gave it
     * @param hostReceiveNanos when the answer came
     * @param recordingId the recording it went into, if any
     */
    @JsonTypeName("marker-reply")
    record MarkerAnswered(
            int marker,
            String device,
            @Digits long hostSendNanos,
            @Digits long deviceNanos,
            @Digits long hostReceiveNanos,
            @Nullable String recordingId)
            implements JournalRecord {}

    /**
     * Something went wrong.
     *
     * @param device the device, if one was concerned
     * @param what in a word: {@code exchange}, {@code marker}, {@code recording}, {@code status}, {@code link}, {@code clock},
     *     {@code device}, {@code stream}, {@code trial} or {@code session}
     * @param marker the marker that was concerned
     * @param message what happened
     * @param hostNanos when
     */
    @JsonTypeName("fault")
    record Fault(
            @Nullable String device,
            String what,
            @Nullable Integer marker,
            String message,
            @Digits long hostNanos) implements JournalRecord {}

    /**
     * The session, or this run of it, ended in order.
     *
     * @param trials how many trials were begun in this run of it
     * @param markers how many markers were stamped in it
     * @param exchanges how many exchanges were taken in it
     * @param addedMedianNanos the median time that was added between two trials; none if there were fewer than two
     * @param addedLargestNanos the largest such time
     * @param hostNanos when
     */
    @JsonTypeName("session-end")
    record SessionEnd(
            int trials,
            int markers,
            long exchanges,
            @Digits @Nullable Long addedMedianNanos,
            @Digits @Nullable Long addedLargestNanos,
            @Digits long hostNanos)
            implements JournalRecord {}
}
