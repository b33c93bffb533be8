// SPDX-License-Identifier: Apache-2.0
package io.trialsync.export;

import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.DeviceOpened;
import io.trialsync.journal.JournalRecord.SessionStart;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The names, addresses and paths that a session itself says are its lab's. */
final class PersonalNames {

    private static final String DEVICE = "trialsync.device";
    private static final Set<String> FOLDERS = Set.of("trialsync.directory", "trialsync.state.dir");
    /** Such devices have no host. */
    private static final Set<String> MADE_UP = Set.of("simulated", "replay");

    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");

    private final PersonalText texts;

    private PersonalNames(PersonalText texts) {
        this.texts = texts;
    }

    /**
     * Tell what is to be removed.
     *
     * @param journal the session's
     * @param ownNames names of the computer that shares, and of its user
     * @param texts is told
     */
    static void tell(Journal journal, List<String> ownNames, PersonalText texts) {
        PersonalNames names = new PersonalNames(texts);
        journal.all(DeviceOpened.class).forEach(names::device);
        journal.all(SessionStart.class).forEach(names::settings);
        ownNames.forEach(name -> texts.remove(name, "name of this computer or its user"));
    }

    private void device(DeviceOpened device) {
        address(device.address());
        texts.remove(device.id(), "id of a device");
        // a phone that is called what its model is called is not told from others
        if (!device.name()
                .strip()
                .toLowerCase(Locale.ROOT)
                .equals(device.model().toLowerCase(Locale.ROOT))) {
            texts.remove(device.name(), "name of a device");
        }
    }

    private void settings(SessionStart start) {
        start.configuration().forEach((key, value) -> {
            if (key.equals(DEVICE)) {
                List.of(value.split(",")).forEach(this::address);
            } else if (FOLDERS.contains(key)) {
                folder(value);
            }
        });
    }

    private void address(String text) {
        String address = text.strip();
        int colon = address.indexOf(':');
        String place = address.substring(colon + 1).replaceFirst("\\?.*", "");
        if (colon >= 0 && MADE_UP.contains(address.substring(0, colon))) {
            folder(place);
            return;
        }
        texts.remove(place, "address of a device");
        texts.remove(PORT.matcher(place).replaceFirst(""), "address of a device");
    }

    /** One word, as in sessions, is any word of a sentence. */
    private void folder(String path) {
        if (PersonalText.isPath(path)) {
            texts.remove(path, "value of a setting");
        }
    }
}
