// SPDX-License-Identifier: Apache-2.0
package io.trialsync.align;

import io.trialsync.clock.Bound;
import io.trialsync.clock.ClockModel;
import io.trialsync.clock.ClockSegment;
import io.trialsync.clock.ClockStep;
import io.trialsync.clock.Declared;
import io.trialsync.clock.HostBreak;
import io.trialsync.clock.Knot;
import io.trialsync.clock.OpenChange;
import io.trialsync.clock.PairOffset;
import io.trialsync.clock.SensorVerdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code clock-model.json}: the fitted models, and what each of them takes for granted. */
public final class ClockModelFile {

    /** The name of the file in a session folder. */
    public static final String FILE_NAME = "clock-model.json";

    /** The version of the format. */
    public static final String FORMAT = "trialsync-clock-model/1";

    private final JsonMapper mapper =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * Write the models of a session into its folder, replacing an older file.
     *
     * @param session the session
     * @throws AlignmentException if it cannot be written
     */
    public void write(SessionAlignment session) {
        Path path = session.folder().resolve(FILE_NAME);
        try (OutputFile file = OutputFile.create(path)) {
            file.stream().write(mapper.writeValueAsBytes(json(session)));
            file.stream().write('\n');
            file.complete();
        } catch (IOException e) {
            throw AlignmentException.unwritable(path, e);
        }
    }

    private ObjectNode json(SessionAlignment session) {
        ObjectNode root = mapper.createObjectNode();
        root.put("format", FORMAT);
        root.put("offset", "host minus device, in nanoseconds");
        root.put("simulated", session.simulated());
        criterion(root, session);
        if (!session.delays().assumptions().isEmpty()) {
            ArrayNode delays = root.putArray("delays");
            session.delays().assumptions().forEach(one -> assume(delays, one.sentence(), one.state()));
        }
        ArrayNode breaks = root.putObject("host").putArray("breaks");
        session.host().breaks().forEach(broken -> put(breaks.addObject(), broken));
        ObjectNode devices = root.putObject("devices");
        session.devices().values().forEach(device -> put(devices.putObject(device.key()), device, session.declared()));
        ArrayNode pairs = root.putArray("pairs");
        ClockPair.of(session).forEach(pair -> put(pairs.addObject(), pair));
        return root;
    }

    private static void criterion(ObjectNode root, SessionAlignment session) {
        InclusionCount.of(session, TrialTable.of(session)).ifPresent(count -> {
            InclusionCriterion criterion = count.criterion();
            ObjectNode node = root.putObject("criterion");
            criterion.withinNanos().ifPresent(nanos -> digits(node, "within_ns", nanos));
            criterion.plannedNanos().ifPresent(nanos -> digits(node, "planned_ns", nanos));
            node.put("included", count.included());
            node.put("not_judged", count.unknown());
            node.put("trials", count.trials());
            criterion.change().ifPresent(change -> node.put("note", change));
        });
    }

    private static void put(ObjectNode node, ClockPair pair) {
        node.put("device", pair.one());
        node.put("other", pair.other());
        put(node.putObject("first"), pair.first());
        put(node.putObject("last"), pair.last());
    }

    private static void put(ObjectNode node, PairOffset offset) {
        digits(node, "host_ns", offset.hostNanos());
        digits(node, "device_minus_other_ns", offset.offsetNanos());
        digits(node, "random_ns", offset.uncertainty().randomNanos());
        digits(node, "systematic_ns", offset.uncertainty().systematicNanos());
        digits(node, "least_ns", offset.limits().earliestNanos());
        digits(node, "largest_ns", offset.limits().latestNanos());
    }

    private static void put(ObjectNode node, AlignedDevice device, Declared declared) {
        if (device instanceof AlignedDevice.NotFitted not) {
            node.put("not_fitted", not.reason());
        } else if (device instanceof AlignedDevice.Fitted fitted) {
            node.put("exchanges", fitted.exchanges());
            put(node.putObject("wall"), fitted.wall(), declared);
            ObjectNode sensor = node.putObject("sensor");
            check(sensor, fitted.sensorChoice());
            put(sensor, fitted.sensor(), declared);
        }
    }

    private static void check(ObjectNode sensor, SensorChoice choice) {
        ObjectNode check = sensor.putObject("check");
        check.put("verdict", choice.verdict().word());
        check.put("arrivals", choice.verdict().arrivals());
        if (choice.verdict() instanceof SensorVerdict.Consistent consistent) {
            digits(check, "least_delay_ns", consistent.leastDelayNanos());
        }
        choice.contradiction().ifPresent(contradicted -> {
            digits(check, "least_delay_ns", contradicted.leastDelayNanos());
            digits(check, "off_at_least_ns", contradicted.atLeastNanos());
            digits(check, "since_host_ns", contradicted.sinceHostNanos());
        });
        check.put("sentence", choice.sentence());
        assume(
                sensor.putArray("assumptions"),
                "the sensor clock was taken from the wall clock " + choice.origin() + ", and has counted on since",
                stateBy(choice.verdict()));
    }

    private static String stateBy(SensorVerdict verdict) {
        if (verdict instanceof SensorVerdict.Contradicted) {
            return "contradicted";
        }
        return verdict instanceof SensorVerdict.Consistent ? "checked" : "assumed";
    }

    private static void put(ObjectNode node, HostBreak broken) {
        put(node, "host", broken.host());
        node.put("cause", broken.cause().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        digits(node, "wall_clock_gained_ns", broken.jumpNanos());
        digits(node, "gained_unsure_ns", broken.unsureNanos());
        node.put("evidence", broken.evidence());
    }

    private static void put(ObjectNode node, ClockModel model, Declared declared) {
        node.put("estimator", model.estimator());
        ArrayNode assumptions = node.withArray("assumptions");
        ModelAssumption.of(model, declared).forEach(one -> assume(assumptions, one.sentence(), one.state()));
        ArrayNode segments = node.putArray("segments");
        model.segments().forEach(segment -> put(segments.addObject(), segment));
        ArrayNode steps = node.putArray("steps");
        model.steps().forEach(step -> put(steps.addObject(), step));
    }

    private static void assume(ArrayNode assumptions, String text, String state) {
        assumptions.addObject().put("assumption", text).put("state", state);
    }

    private static void put(ObjectNode node, ClockSegment segment) {
        put(node, "measured_host", segment.measuredHost());
        put(node, "measured_device", segment.measuredDevice());
        node.put("evidence", segment.evidence());
        digits(node, "systematic_ns", segment.systematicNanos());
        if (!segment.openChanges().isEmpty()) {
            ArrayNode open = node.putArray("open_changes");
            segment.openChanges().forEach(change -> put(open.addObject(), change));
        }
        ArrayNode knots = node.putArray("knots");
        segment.knots().forEach(knot -> put(knots.addObject(), knot));
    }

    private static void put(ObjectNode node, OpenChange change) {
        put(node, "device", change.device());
        digits(node, "change_ns", change.changeNanos());
        digits(node, "least_change_ns", change.limits().earliestNanos());
        digits(node, "largest_change_ns", change.limits().latestNanos());
    }

    private static void put(ObjectNode node, Knot knot) {
        digits(node, "device_ns", knot.deviceNanos());
        digits(node, "offset_ns", knot.offsetNanos());
        if (!Double.isNaN(knot.driftPpm())) {
            node.put("drift_ppm", knot.driftPpm());
        }
        digits(node, "random_ns", knot.uncertainty().randomNanos());
        digits(node, "systematic_ns", knot.uncertainty().systematicNanos());
        digits(node, "earliest_offset_ns", knot.limits().earliestNanos());
        digits(node, "latest_offset_ns", knot.limits().latestNanos());
    }

    private static void put(ObjectNode node, ClockStep step) {
        put(node, "host", step.host());
        digits(node, "step_ns", step.stepNanos());
        digits(node, "least_step_ns", step.limits().earliestNanos());
        digits(node, "largest_step_ns", step.limits().latestNanos());
    }

    private static void put(ObjectNode node, String name, Bound bound) {
        digits(node, name + "_from_ns", bound.earliestNanos());
        digits(node, name + "_to_ns", bound.latestNanos());
    }

    private static void digits(ObjectNode node, String name, long nanos) {
        node.put(name, Long.toString(nanos));
    }
}
