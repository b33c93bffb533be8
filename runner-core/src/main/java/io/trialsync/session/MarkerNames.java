// SPDX-License-Identifier: Apache-2.0
package io.trialsync.session;

import io.trialsync.journal.Journal;
import io.trialsync.journal.JournalRecord.MarkerStamped;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Gives every marker of a session a name of its own, so that markers sent and markers stored can be told apart. */
final class MarkerNames {

    private static final int LONGEST_BYTES = 900;
    /** No character takes more than three bytes. */
    private static final int SURELY_SHORT = LONGEST_BYTES / 3;

    private final Set<String> taken = new HashSet<>();
    /** How often a name was found taken, so that the search for a free number goes on where it ended. */
    private final Map<String, Integer> counts = new HashMap<>();

    /** Go on where a journal ends. */
    static MarkerNames after(Journal journal) {
        MarkerNames names = new MarkerNames();
        journal.all(MarkerStamped.class).forEach(marker -> names.taken.add(marker.name()));
        return names;
    }

    /**
     * Check a name that an experiment gives to a marker.
     *
     * @throws IllegalArgumentException if it is empty, too long or holds a control character, which would break the phone's
     *     list of events
     */
    static void check(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a marker needs a name");
        }
        if (name.length() > SURELY_SHORT && name.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            throw new IllegalArgumentException(
                    "marker name [" + name.substring(0, 40) + "…] is longer than " + LONGEST_BYTES + " bytes of UTF-8");
        }
        if (holdsControl(name)) {
            throw new IllegalArgumentException("marker name [" + name.replaceAll("\\p{Cntrl}", "?")
                    + "] holds a control character, such as a line break; none is allowed");
        }
    }

    /** In the trial's own time, hence no stream. */
    private static boolean holdsControl(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (Character.isISOControl(name.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Check a name that a trial's body gives to a marker: the borders of the trial are marked already. */
    static void checkOfTrial(String name) {
        check(name);
        if (name.equals("begin") || name.equals("end")) {
            throw new IllegalArgumentException("marker name [" + name
                    + "] is the trial's own, which is sent without being asked for; choose another");
        }
    }

    /** The name under which a trial's marker is sent: {@code trial.007.x}, from the second attempt on {@code trial.007.2.x}. */
    static String ofTrial(int index, int attempt, String name) {
        return String.format(Locale.ROOT, "trial.%03d.", index) + (attempt > 1 ? attempt + "." : "") + name;
    }

    /** The name itself, or with the first free number behind it if it has been used before. */
    synchronized String unique(String name) {
        String free = name;
        while (!taken.add(free)) {
            free = name + "." + (1 + counts.merge(name, 1, Integer::sum));
        }
        return free;
    }
}
