// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion;

import io.trialsync.device.DeviceException;
import io.trialsync.device.RecordingControl;
import io.trialsync.device.StatusComponent.Recording;
import java.util.Optional;

/** Starts and stops recordings. The phone answers at once but records, and lists the recording, only up to a second later. */
final class CompanionRecordings implements RecordingControl {

    private static final String NO_BODY = "{}";

    private final CompanionHttp http;
    private final ComponentParser parser;

    CompanionRecordings(CompanionHttp http, ComponentParser parser) {
        this.http = http;
        this.parser = parser;
    }

    @Override
    public String start() throws DeviceException {
        String id =
                http.post("/api/recording:start", NO_BODY).result().path("id").asString("");
        if (id.isEmpty()) {
            throw new DeviceException("the phone at " + http.place()
                    + " started a recording but gave no id for it; stop the recording on the phone");
        }
        return id;
    }

    @Override
    public void stopAndSave() throws DeviceException {
        http.post("/api/recording:stop_and_save", NO_BODY);
    }

    @Override
    public void cancel() throws DeviceException {
        http.post("/api/recording:cancel", NO_BODY);
    }

    @Override
    public Optional<String> current() throws DeviceException {
        return http.status(parser).recording().filter(Recording::running).map(Recording::id);
    }
}
