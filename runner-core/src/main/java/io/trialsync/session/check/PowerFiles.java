// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What Linux tells in files of how this computer is powered; elsewhere nothing is known. Immutable.
 *
 * @param known whether anything could be read
 * @param onBattery whether a battery is being emptied
 * @param profile the power profile of the platform, such as {@code low-power}
 */
record PowerFiles(boolean known, boolean onBattery, Optional<String> profile) {

    private static final int LONGEST = 200;

    /**
     * {@return what the files say}
     *
     * @param sys where the system shows them, {@code /sys} on Linux
     */
    static PowerFiles read(Path sys) {
        Optional<String> profile = text(sys.resolve("firmware/acpi/platform_profile"));
        boolean known = profile.isPresent();
        boolean onBattery = false;
        Path supplies = sys.resolve("class/power_supply");
        if (Files.isDirectory(supplies)) {
            try (DirectoryStream<Path> each = Files.newDirectoryStream(supplies)) {
                for (Path supply : each) {
                    boolean ownBattery = text(supply.resolve("type"))
                                    .filter("Battery"::equals)
                                    .isPresent()
                            // a mouse or a pen has one as well
                            && text(supply.resolve("scope"))
                                    .filter("Device"::equals)
                                    .isEmpty();
                    known = true;
                    onBattery |= ownBattery
                            && text(supply.resolve("status"))
                                    .filter("Discharging"::equals)
                                    .isPresent();
                }
            } catch (IOException e) {
                known = profile.isPresent(); // what is not shown is not known
            }
        }
        return new PowerFiles(known, onBattery, profile);
    }

    private static Optional<String> text(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (var in = Files.newInputStream(file)) {
            return Optional.of(new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
