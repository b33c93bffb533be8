// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import io.trialsync.device.StatusComponent;
import io.trialsync.device.StatusComponent.Hardware;
import io.trialsync.device.StatusComponent.Phone;
import io.trialsync.device.StatusComponent.Recording;
import io.trialsync.device.StatusComponent.Sensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What {@code GET /api/status} says; unknown components and fields are skipped, missing ones are empty. */
record CompanionStatus(List<StatusComponent> components) {

    CompanionStatus {
        components = List.copyOf(components);
    }

    static CompanionStatus parse(JsonNode result, ComponentParser parser) {
        List<StatusComponent> components = new ArrayList<>();
        for (JsonNode component : result) {
            parser.parse(component).ifPresent(components::add);
        }
        return new CompanionStatus(components);
    }

    private <T extends StatusComponent> Stream<T> all(Class<T> type) {
        return components.stream().filter(type::isInstance).map(type::cast);
    }

    Optional<Phone> phone() {
        return all(Phone.class).findFirst();
    }

    Optional<Hardware> hardware() {
        return all(Hardware.class).reduce((before, last) -> last);
    }

    List<Sensor> sensors() {
        return all(Sensor.class).toList();
    }

    /** The recording that runs, else one that has ended. */
    Optional<Recording> recording() {
        return all(Recording.class)
                .filter(Recording::running)
                .findFirst()
                .or(() -> all(Recording.class).reduce((before, last) -> last));
    }
}
