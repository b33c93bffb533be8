// SPDX-License-Identifier: Apache-2.0
package io.trialsync.testng;

import io.trialsync.runner.Configuration;
import io.trialsync.runner.Setting;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Make a TestNG class an experiment: each invocation of its tests is a trial, bracketed with stamps, markers and time-sync
 * exchanges, and the class is a session with a folder of its own.
 *
 * <p>Tests get their trial by {@link Trials#current()} and the session by {@link Sessions#current()}. Every element can be
 * overridden by the system property, or the parameter of {@code testng.xml}, named with it, see {@link Configuration}.
 *
 * <p><b>Thread-safety:</b> trials of one JVM never run at the same time, however parallel the suite is.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
public @interface Experiment {

    /** {@return the addresses of the devices, such as {@code simulated:neon}; parameter {@code trialsync.device}} */
    @Setting(Configuration.DEVICE_PROPERTY_NAME)
    String[] device() default {};

    /**
     * {@return the task's label, letters and digits only; by default the class name in lower case without
     * {@code Experiment}; parameter {@code trialsync.task}}
     */
    @Setting(Configuration.TASK_PROPERTY_NAME)
    String task() default "";

    /**
     * {@return the participant's label; required on real devices, {@code sim} on simulated ones; parameter
     * {@code trialsync.participant}}
     */
    @Setting(Configuration.PARTICIPANT_PROPERTY_NAME)
    String participant() default "";

    /** {@return the session's label; {@code 01} by default; parameter {@code trialsync.session}} */
    @Setting(Configuration.SESSION_PROPERTY_NAME)
    String session() default "";

    /**
     * {@return what to do about recordings: {@code auto} (default) starts one where none is running, {@code required} fails if
     * that is not possible, {@code never} leaves them alone; parameter {@code trialsync.recording}}
     */
    @Setting(Configuration.RECORDING_PROPERTY_NAME)
    String recording() default "";

    /** {@return the seed of the experiment's own randomness, a whole number, or {@code participant} for one of each participant and visit; 1 by default; parameter {@code trialsync.seed}} */
    @Setting(Configuration.SEED_PROPERTY_NAME)
    String seed() default "";

    /**
     * {@return what to do about live samples: {@code auto} (default) or {@code never}; parameter {@code trialsync.streams}}
     */
    @Setting(Configuration.STREAMS_PROPERTY_NAME)
    String streams() default "";

    /**
     * {@return how often time stamps are exchanged: {@code steady} (default), {@code bursts} or {@code sparse}; parameter
     * {@code trialsync.sync.policy}}
     */
    @Setting(Configuration.SYNC_POLICY_PROPERTY_NAME)
    String syncPolicy() default "";

    /**
     * {@return the time between background exchanges, such as {@code 500ms}; by default that of the policy; parameter
     * {@code trialsync.sync.interval}}
     */
    @Setting(Configuration.SYNC_INTERVAL_PROPERTY_NAME)
    String syncInterval() default "";

    /**
     * {@return what becomes of trials while a device is out of reach: {@code warn} (default) only says so, {@code fail-trial} fails
     * those during which one was, {@code abort-rest} also lets no further trial begin; parameter {@code trialsync.device-loss}}
     */
    @Setting(Configuration.DEVICE_LOSS_PROPERTY_NAME)
    String deviceLoss() default "";

    /**
     * {@return the largest uncertainty of the devices' clocks with which a trial is included, such as {@code 2500us}; it is
     * journalled before the first trial and judged by the fit after the last one, in the column {@code sync_ok} of
     * {@code trials.csv}; by default there is none; parameter {@code trialsync.criterion}}
     */
    @Setting(Configuration.CRITERION_PROPERTY_NAME)
    String criterion() default "";

    /**
     * {@return the declared time from the host time of a call or flip until its picture is on the display, such as {@code 17ms}; it
     * gives {@code markers.csv} a column {@code display onset [ns]} and changes no other; parameter
     * {@code trialsync.delay.display}}
     */
    @Setting(Configuration.DISPLAY_DELAY_PROPERTY_NAME)
    String displayDelay() default "";

    /**
     * {@return the declared time from what a sensor sees until the time in its stamp, such as {@code 8ms}; it gives tables that are
     * converted by the session a column of their own and changes no other; parameter {@code trialsync.delay.stream}}
     */
    @Setting(Configuration.STREAM_DELAY_PROPERTY_NAME)
    String streamDelay() default "";
}
