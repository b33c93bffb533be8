// SPDX-License-Identifier: Apache-2.0
package io.trialsync.cli;

import io.trialsync.device.DeviceException;
import io.trialsync.simulator.CompanionAnnouncement;
import io.trialsync.simulator.SimulatedCompanion;
import java.util.Optional;

/** A simulated phone's announcement while {@code simulate} runs, which also says goodbye when it is ended by Ctrl+C. */
final class Announced implements AutoCloseable {

    private final Optional<CompanionAnnouncement> announcement;
    private final Thread atExit = new Thread(this::sayGoodbye, "trialsync-goodbye-at-exit");

    private Announced(Optional<CompanionAnnouncement> announcement) {
        this.announcement = announcement;
        if (announcement.isPresent()) {
            Runtime.getRuntime().addShutdownHook(atExit);
        }
    }

    /** A phone that is to be found by its address only. */
    static Announced not() {
        return new Announced(Optional.empty());
    }

    /** Announces the phone; where that is impossible, says so and goes on without. */
    static Announced on(SimulatedCompanion phone, ReceivedPrinter printer) {
        try {
            CompanionAnnouncement announcement = CompanionAnnouncement.of(phone);
            printer.print(
                    "announced as [" + announcement.instance() + "]; companion:id=" + phone.deviceId() + " finds it");
            return new Announced(Optional.of(announcement));
        } catch (DeviceException e) {
            printer.print(String.valueOf(e.getMessage()));
            return not();
        }
    }

    private void sayGoodbye() {
        announcement.ifPresent(CompanionAnnouncement::close);
    }

    @Override
    public void close() {
        if (announcement.isPresent()) {
            try {
                Runtime.getRuntime().removeShutdownHook(atExit);
                sayGoodbye();
            } catch (IllegalStateException e) {
                // the program is ending: the hook says goodbye
            }
        }
    }
}
