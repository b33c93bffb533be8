// SPDX-License-Identifier: Apache-2.0
package io.trialsync.device.companion.discovery;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a phone calls its service: {@code PI monitor:NAME:ID}, for a Neon and an Invisible alike.
 *
 * @param name what its owner calls it, which may have colons in it
 * @param id what tells it from every other phone
 */
record InstanceName(String name, String id) {

    private static final String PREFIX = "PI monitor:";

    /** Appended by a responder that found its name taken, mostly by its own announcement from before (RFC 6762, 9). */
    private static final Pattern CONFLICT = Pattern.compile(" \\(\\d{1,3}\\)$");

    /** Control and formatting characters, with which a name could rewrite a terminal or hide a part of itself. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\u2028\\u2029]+");

    /**
     * Parse the first label of a service's name.
     *
     * @return nothing for services of other kinds, and for a name or an id that is empty
     */
    static Optional<InstanceName> parse(String instance) {
        String clean = UNPRINTABLE.matcher(instance).replaceAll("");
        int last = clean.lastIndexOf(':');
        if (!clean.startsWith(PREFIX) || last < PREFIX.length()) {
            return Optional.empty();
        }
        String name = clean.substring(PREFIX.length(), last).strip();
        String id = CONFLICT.matcher(clean.substring(last + 1)).replaceFirst("").strip();
        return name.isEmpty() || id.isEmpty() ? Optional.empty() : Optional.of(new InstanceName(name, id));
    }
}
