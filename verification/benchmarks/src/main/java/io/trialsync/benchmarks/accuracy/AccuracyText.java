// SPDX-License-Identifier: Apache-2.0
package io.trialsync.benchmarks.accuracy;

/** The prose of the page. */
final class AccuracyText {

    static final String HEAD = """
            # Accuracy in simulation

            How wrong a converted time is in simulated sessions, by the estimator `%s` and by methods of others that were
            re-implemented from their descriptions. Every figure here is about the scenarios, seeds and delay models named on this
            page. Nothing here was measured on an eye tracker, and nothing here is a claim about one.

            %d sessions a scenario, seeds %s; one session is 3600 s, asked for one time a second (without the gap between the
            exchanges around a step). Errors are absolute, in microseconds, over all sessions and queries of a scenario.
            Measured on %s (%s) with `java -jar verification/benchmarks/target/benchmarks.jar clock`, which wrote this page.
            %s
            """;

    static final String ASYMMETRIC = """
            ## Asymmetric links

            No exchange can tell a slower way there from a slower way back: half the difference of the least delays stays in every
            estimate, ours and all others', here 240 µs in D1 and 720 µs in D2. D3 is asymmetric in its jitter only. The limits
            and the uncertainty are made without knowing of it.

            """;

    static final String GOALS = """

            ## What was aimed at

            Over the scenarios of this run. "Best peer" is the best of the ten in hindsight, chosen anew for each scenario.
            "Study" is the simulation study this estimator was designed by, which had seeds of its own.

            """;

    static final String OURS = """

            ## All scenarios

            Limits and uncertainty stand on assumptions: the drift never exceeds 600 ppm, stamps are floored, and the device took
            each stamp between send and receive. All hold in these scenarios. "Converted" leaves out times that the device may
            have shown twice.

            """;

    static final String SENSOR = """

            ## The sensor clock when the wall clock jumps

            Samples carry a clock that does not step. Its model is the wall clock's with the steps taken out, asked at the same
            instants. In scenarios without steps both clocks are the same. This needs steps to be seen: the 20 ms of F3 are no more
            than what a drift of 600 ppm gives between two bursts, so exchanges alone do not prove a step there, and a slew, which
            would move both clocks, explains them as well. The estimate takes such a change for a slew, and limits and uncertainty
            cover both: that is why the uncertainty in F3 is wide, and why its error is the step where it was one.

            """;

    static final String WITNESS = """

            ## With a live stream as witness

            The same sessions with the device's own stream beside the exchanges: 20 samples a second, stamped by the sensor clock, under
            way for at least 25 ms in the device, 2 ms more on average (exponential), then for the way back of the link; none
            overtakes another, and of each second the least delayed one is kept. No sample arrives before it is stamped, which
            limits the offset from above. How the least delays of ten seconds run tells how the drift ran; it is used only where
            exchanges pause for more than five minutes, and only as far as nothing speaks against it (a slew, a change of the
            stream's delay, exchanges that exclude it). That the least delay stays the same is an assumption; it holds here.

            """;

    static final String PLACED = """

            A stream that is stamped by the clock that steps shows when it did. Every second asked for, those in the gap around the
            step included; "gap" is the time within which the step is known to have happened, where it was seen at all. A step of
            less than twice what the stream's delays differ by is not placed.

            """;

    static final String LIVE = """

            ## During the session

            What a live clock says at the instant that is asked about, of the exchanges received by then, once a second. The first
            minute is left out, as in the study, since a drift cannot be known from one burst. "95 %%" is that of the newest fit,
            which may move either way when an exchange arrives; "monotone" is the view that sessions convert with, which never
            runs backwards (pairs of queries where it did are counted). "÷ study" is our 95 %% error during the session over
            the 95 %% error of the study's estimator after it; the aim was %s. Largest: %s.

            "Warm" is a clock that begins with the drift kept from a session before, which was just like this one and ended
            with a warm device; all other figures are of clocks that begin without any. Beside them, from the same exchanges: `lslHold`, the lowest
            round trip of up to 8 probes of the newest burst, held (Lab Streaming Layer's way online), and `pupil1med`, the median
            of the first 50 offsets, held.
            Why some aims are missed is said in doc/clock-model.md, "What cannot be won".

            """;

    static final String PEERS = """

            ## Methods of others, 95 % error

            Each is re-implemented from its description and is not the program that carries the name:

            * `pupil1med`: median of the first 50 offsets, held (Pupil Labs' guide).
            * `pupilMedInt`: the same for each burst, straight lines between.
            * `tobii4int`: lowest round trip of the first 4 of each burst, straight lines between (Tobii's guide).
            * `minRTTint`: the same with all exchanges of a burst.
            * `lslPyxdf`: lowest round trip of the first 8 of each burst, then one robust line for each stretch without a reset
              (Lab Streaming Layer and its file reader).
            * `ols`: one least-squares line through all mid-points.
            * `radOff`: weighted means in windows of 1024 s with a local rate, used afterwards (after RADclock).
            * `hullLine`: one line of largest margin between all proven limits.
            * `hullWin`: the same in windows of ±300 s (after TICSync).
            * `kfRTS`: textbook Kalman smoother on all mid-points, 0.01 ppm/√s.

            """;

    static final String SCHEDULES = """

            ## What a schedule buys

            Scenarios that differ in their schedule only; exchanges are per session, errors are ours.

            """;

    static final String POLICIES = """

            The schedules that `trialsync.sync.policy` chooses, over an hour of trials of 8 s with pauses of 2 s, the clock warming
            up from 10 to 40 ppm; sessions of one seed and link meet the same clock and congestion. "Trials without" leaves out
            the exchanges at the borders of trials; 8 each 5 s is the way of Lab Streaming Layer. The last column is the price of
            accuracy: asking more often with independent errors leaves it as it is, so less means that the same number of exchanges was
            put to better use.

            """;

    static final String MODELS = """

            ## Scenarios and models

            ppm says by how much the device is fast. The delays of each direction, a base and what comes on top:

            * USB: 0.10 ms; exponential with mean 0.05 ms, in 1 % of messages another exponential with mean 2 ms.
            * Wi-Fi: 1.2 ms; log-normal with median 0.8 ms and σ 0.9, in 0.5 % of messages up to 100 ms more.
            * Bad Wi-Fi: 1.5 ms; log-normal with median 4 ms and σ 1.2. Congested for 6 s on average after 20 s on average
              without; each episode has a queue of 5 to 80 ms in each direction, plus a Pareto tail (1.3) in ms. At most 200 ms.
            * 60/40 and 80/20: the share of both directions in base and jitter, or in jitter and queue only.
            * Power save: the first request of a burst waits up to 102 ms.

            A request leaves when the reply before it is back: 20 ms apart in a burst (64 ms for 8 each 5 s). Stamps are floored.
            The shapes are invented and not captured from devices; base delays stay constant; the host clock behaves.

            """;

    static final String STUDY = """

            ## How the methods of others compare with the study

            Their 95 % error here as a multiple of the study's, as a check of the re-implementation. Figures differ by seeds, most
            where the error hangs on few congested bursts (G3, G4), and by what the descriptions leave open.\s""";

    private AccuracyText() {}
}
